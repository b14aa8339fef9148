//! Asking for a service: by each of its names, and by what it is for.

use std::io::Write;
use std::process::{Command, Stdio};

use airt::knowledge::{Service, State};

use crate::{root, shipped};

/// The usable names of the council's own documents: what each is called, the
/// record that answers, and one question that does not name it.
const NAMES: &[(&str, &str, &str)] = &[
    ("Kooth", "kooth", "is there an online place where I can message a counsellor and nobody knows my name"),
    ("Counselling through schools", "school-counselling", "how can I see the counsellor who comes into my school"),
    (
        "CAMHS",
        "camhs-lanarkshire",
        "my daughter is 14 and so unwell in her mind that the doctor wants a specialist to see her",
    ),
    ("CAMHS team for care experienced children", "camhs-lanarkshire", "is there a CAMHS team for kids who are in care"),
    (
        "Lanarkshire Mind Matters",
        "lanarkshire-mind-matters",
        "I'm 20 and want an NHS online course about stress and sleep",
    ),
    (
        "Infant Mental Health Service",
        "infant-mental-health",
        "I can't seem to love my baby and I'm scared it will hurt her",
    ),
    ("Circle of Security", "infant-mental-health", "is there a parent group about bonding with my toddler"),
    (
        "Family Nurse Partnership",
        "family-nurse-partnership",
        "I'm 17 and pregnant with my first baby, can a nurse visit me at home",
    ),
    ("Health visitors", "health-visitors", "who checks that my baby is growing as he should"),
    (
        "First Steps workers",
        "pregnancy-and-new-baby",
        "expecting a baby and crying a lot, what support is there before the birth",
    ),
    ("Mellow Bumps", "pregnancy-and-new-baby", "are there groups for pregnant mums who find it hard"),
    ("Infant massage", "pregnancy-and-new-baby", "where can I learn to massage my new baby"),
    ("Solihull online resources", "pregnancy-and-new-baby", "online course for new parents about their baby"),
    (
        "Mental health midwives",
        "pregnancy-and-new-baby",
        "is there a midwife for when pregnancy makes you really anxious",
    ),
    (
        "Additional Midwifery Services",
        "pregnancy-and-new-baby",
        "pregnant and struggling, who can give me extra support",
    ),
    (
        "Parenting Support Pathway",
        "pregnancy-and-new-baby",
        "I'm pregnant and things are hard at home, what support can I get before and after the birth",
    ),
    (
        "NHS Lanarkshire early years workers",
        "pregnancy-and-new-baby",
        "who helps young families in pregnancy and with a new baby",
    ),
    (
        "Speech and Language Therapy",
        "speech-and-language-therapy",
        "my wee brother is four and his words don't come out right",
    ),
    ("Young Carers Service", "south-lanarkshire-young-carers", "I look after my mum because she's ill and I'm 13"),
    ("Over the Wall", "over-the-wall", "is there a free camp for kids who have been really ill"),
    ("Summer of Fun", "seasonal-help", "is there anything free on for kids in the summer holidays"),
    ("Venture Scotland", "venture-scotland", "an outdoor programme with bothy trips that helps when you feel bad"),
    ("School nursing", "school-nursing", "can I talk to the nurse at school about my health"),
    ("School nursing Christmas gifts", "seasonal-help", "can our family get help with christmas presents"),
    (
        "Unaccompanied asylum-seeking children health checks",
        "school-nursing",
        "I came to Scotland alone and need a health check",
    ),
    ("GOALS", "goals-weight-management", "help for my family to lose weight and get more active"),
    (
        "Lanarkshire Weight Management Service",
        "goals-weight-management",
        "my son is overweight, is there an NHS programme for children",
    ),
    ("Little 'n' Lively", "little-n-lively", "play and food sessions for me and my one year old"),
    ("Full of Beans", "little-n-lively", "a weekly group about eating well with a three year old"),
    ("Childsmile", "childsmile-dental", "toothbrushing and fluoride varnish at nursery"),
    ("Breastfeeding Friendly Scotland", "infant-feeding", "breastfeeding hurts and I need somebody to show me"),
    ("South Lanarkshire Leisure and Culture", "leisure-and-culture", "where is the nearest swimming pool"),
    ("Early Help Hub", "family-support-hubs", "we need help as a family before it all falls apart"),
    ("Family Support Hubs", "family-support-hubs", "is there a local hub where my family can get support early"),
    ("Family Group Decision Making", "family-support-hubs", "can my whole family meet and make a plan together"),
    ("Peer support workers", "family-support-hubs", "a family hub worker who has been through the same as us"),
    (
        "Social Work Family Support services",
        "family-support-hubs",
        "social work said somebody could come and support our family",
    ),
    (
        "Pathfinders",
        "pathfinders",
        "my son refuses school every morning, is there somebody who works with us and the school",
    ),
    ("Junior Pathfinder", "pathfinders", "P7 pupil dreading high school, who can help him move up"),
    ("Whole system approach", "youth-justice", "I'm 16 and I've been charged by the police and have to go to court"),
    (
        "Action for Children",
        "south-lanarkshire-young-carers",
        "my brother is disabled and I help him all day, can I get a break",
    ),
    ("Who Cares? Scotland", "who-cares-scotland", "I'm in care and I want somebody to speak up for me at my review"),
    ("Partners in Advocacy", "partners-in-advocacy", "I want an advocate next to me when I go to the panel"),
    (
        "Advocacy Referral Pathway",
        "advocacy-pathway",
        "how do I find out which advocacy service is right for my meeting",
    ),
    ("Peer review advocacy", "who-cares-scotland", "somebody independent to come to my looked after review with me"),
    ("Mind of My Own app", "mind-of-my-own", "is there an app to tell my social worker how I feel"),
    (
        "Champions Board",
        "champions-board",
        "how do I join the group of care experienced young people who talk to the council bosses",
    ),
    (
        "Promise Participation Team",
        "promise-development-workers",
        "who asks young people in children's houses what they think about care",
    ),
    ("Throughcare and Aftercare", "throughcare-aftercare", "I'm leaving care soon, who helps me after that"),
    ("Continuing Care team", "throughcare-aftercare", "can I stay on in my placement after I turn 18"),
    ("Pathway planning", "throughcare-aftercare", "who makes my pathway plan with me"),
    ("Housing Pathways", "housing-pathways", "I'm leaving care and need a flat of my own"),
    (
        "Housing Officers",
        "homelessness-south-lanarkshire",
        "I've been kicked out and I've nowhere to sleep tonight, I'm 17",
    ),
    ("Intensive Housing Support Workers", "housing-pathways", "support to keep my tenancy now I've left care"),
    (
        "Nurses for care experienced young people",
        "care-experienced-nurses",
        "is there a nurse for people who have left care",
    ),
    ("Tutoring programme", "care-experienced-tutoring", "can I get a tutor for my exams because I'm in care"),
    ("Winter Wishes", "winter-wishes", "do I get a winter wishes voucher again this year"),
    ("Aspire", "aspire", "leaving school in summer and no job lined up"),
    ("Aspire Works", "aspire", "I left school and want help to find work or training"),
    ("Youth Employability Service", "aspire", "youth employability worker at my school"),
    (
        "Modern apprenticeship promise",
        "care-experience-employment-promise",
        "can I get an apprenticeship with the council if I've been in care",
    ),
    (
        "Skills Development Scotland",
        "skills-development-scotland",
        "I want to talk to a careers adviser about what job to go for",
    ),
    (
        "Kinship Carers' Forums",
        "kinship-support",
        "we took in our grandson and want to meet other grandparents who did the same",
    ),
    ("Kinship fun days", "kinship-support", "days out for kids who live with their gran"),
    ("Money Matters", "money-matters", "my family is in debt and needs benefit advice from the council"),
    ("Youth, Family and Community Learning", "youth-work", "is there a youth club near me"),
    (
        "Women's Aid",
        "womens-aid-south-lanarkshire",
        "mum needs to get us away from dad, is there a refuge near Hamilton",
    ),
    (
        "Mentors in Violence Prevention",
        "mentors-in-violence-prevention",
        "older pupils who teach about abuse in relationships at school",
    ),
    ("Regen FX", "regen-fx", "local youth charity for drink, drugs and trouble with the law"),
    ("The Beacons", "the-beacons", "a recovery place in Blantyre for people coming off drugs"),
    (
        "Alcohol and Drugs Partnership",
        "alcohol-drug-partnership",
        "where is the list of drug and alcohol services in South Lanarkshire",
    ),
    (
        "Community Mental Health teams",
        "community-mental-health-teams",
        "I'm a care leaver, how do I get seen by the community mental health team",
    ),
    (
        "Challenging Behaviour Clinic",
        "community-mental-health-teams",
        "clinic for challenging behaviour after leaving care",
    ),
    ("My Support Day", "my-support-day", "respite days for families of people with a drug problem"),
    (
        "Emergency Social Work",
        "childrens-social-work",
        "I need to speak to social work about my little sister not being looked after",
    ),
    ("Children's Hearing", "childrens-hearings", "what does the children's reporter decide"),
    ("Police Scotland", "police-scotland", "how do I report a crime that isn't an emergency"),
    ("Equalities line", "language-and-bsl", "my mum can't read English, can the council send this letter in Polish"),
];

/// Words in the names of services at which screening answers before search does.
const HARD_WORDS: &[&str] =
    &["suicide", "self-harm", "self harm", "999", "mental health service", "eating disorders", "hurt her"];

/// What `airt ask` answers to each message, every one a conversation of its own.
fn ask(messages: &[String], models: &str) -> Vec<serde_json::Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_airt"))
        .args(["ask", "--json", "--now", "2026-11-23T12:00:00Z"])
        .current_dir(root())
        .env_clear()
        .env("AIRT_PATHS_MODELS", models)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = messages.join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let answers: Vec<_> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), messages.len(), "every message has its answer");
    answers
}

/// How far up the service must stand.
#[derive(Clone, Copy)]
enum Place {
    First,
    Shown,
}

/// Whether an answer is right for a service: it stands where it must, or what
/// has ended or waits is said so and something living stands there.
fn is_right(answer: &serde_json::Value, service: &Service, place: Place) -> bool {
    let shown: Vec<&str> =
        answer["services"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    let text = answer["text"].as_str().unwrap();
    // A name that holds a hard word brings the crisis lines first, and they stay first.
    if answer["outcome"] == "urgent" {
        let message = answer["message"].as_str().unwrap().to_lowercase();
        return shown.contains(&service.id.as_str()) || HARD_WORDS.iter().any(|word| message.contains(word));
    }
    let stands = |id: &str| match place {
        Place::First => shown.first() == Some(&id),
        Place::Shown => shown.contains(&id),
    };
    let has_another = || service.instead.iter().any(|id| stands(id.as_str()));
    match service.state {
        State::Show => stands(service.id.as_str()),
        State::Hold => has_another(),
        State::Ended => text.contains("has ended") && has_another(),
    }
}

fn wrong(asked: &[(String, &Service)], models: &str, place: Place) -> Vec<String> {
    let messages: Vec<String> = asked.iter().map(|(message, _)| message.clone()).collect();
    let answers = ask(&messages, models);
    let wrong = asked.iter().zip(&answers).filter(|((_, service), answer)| !is_right(answer, service, place));
    wrong.map(|((message, service), answer)| format!("{} | {message} | {}", service.id, answer["services"])).collect()
}

#[test]
fn every_name_of_every_service_leads_to_it() {
    let knowledge = shipped().knowledge;
    let names = |service: &Service| std::iter::once(service.name.clone()).chain(service.also_known_as.clone());
    let asked: Vec<(String, &Service)> = knowledge
        .services
        .values()
        .flat_map(|service| names(service).map(move |name| (format!("what is {name}"), service.as_ref())))
        .collect();
    assert!(asked.len() > 700);
    // Names must lead there by themselves, also while the sentence encoder is missing.
    let wrong = wrong(&asked, "tests/support/no-encoder", Place::First);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_usable_name_of_the_councils_documents_leads_to_its_service() {
    let knowledge = shipped().knowledge;
    let asked: Vec<(String, &Service)> = NAMES
        .iter()
        .map(|(name, id, _)| (format!("what is {name}"), knowledge.service(id).unwrap().as_ref()))
        .collect();
    let wrong = wrong(&asked, "models", Place::First);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_natural_question_for_each_shows_it() {
    let knowledge = shipped().knowledge;
    let asked: Vec<(String, &Service)> = NAMES
        .iter()
        .map(|(_, id, question)| ((*question).to_owned(), knowledge.service(id).unwrap().as_ref()))
        .collect();
    // Where two services meet a need equally well, either may come first.
    let wrong = wrong(&asked, "models", Place::Shown);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
