// Makes the page better where scripts run; everything works without it.
// Says nothing of its own: every sentence comes with the page. Keeps nothing:
// what was said stands on the screen and nowhere else.
"use strict";

(() => {
  document.documentElement.classList.add("js");

  const byId = (id) => document.getElementById(id);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const embedded = document.body.classList.contains("embedded");

  leaveQuickly();
  if (byId("composer")) chat();
  // A page in somebody else's frame installs nothing there.
  if (!embedded && "serviceWorker" in navigator) {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
  }

  // The button, and Shift three times: the page is empty before the next one
  // has begun to load, and takes its place in the history.
  function leaveQuickly() {
    const button = byId("exit");
    const status = byId("exit-status");
    let presses = 0;
    let timer;

    const leave = () => {
      const target = button.href;
      const leaving = button.dataset.leaving;
      if ("speechSynthesis" in window) window.speechSynthesis.cancel();
      document.title = new URL(target).hostname;
      const cover = document.createElement("p");
      cover.setAttribute("role", "alert");
      cover.textContent = leaving;
      document.body.replaceChildren(cover);
      (embedded ? window.top : window).location.replace(target);
    };
    const forget = () => {
      presses = 0;
      delete button.dataset.presses;
      status.textContent = "";
    };
    button.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Shift") {
        if (presses) forget();
        return;
      }
      if (event.repeat) return;
      presses += 1;
      clearTimeout(timer);
      if (presses >= 3) return leave();
      button.dataset.presses = presses;
      status.textContent = presses === 1 ? button.dataset.two : button.dataset.one;
      timer = setTimeout(forget, 5000);
    });
    // Back must not bring the chat up again out of the browser's memory.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) window.location.replace(window.location.pathname);
    });
    window.addEventListener("pagehide", () => {
      byId("log")?.replaceChildren();
      byId("composer")?.reset();
    });
  }

  function chat() {
    const log = byId("log");
    const composer = byId("composer");
    const field = byId("text");
    // One after another: an answer must not overtake the one before it.
    let line = Promise.resolve();

    dress(log);

    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value;
      field.value = "";
      field.focus();
      if (!text.trim()) return;
      send({ text }, text);
    });
    field.addEventListener("keydown", (event) => {
      // Not while letters are still being put together (Chinese, Japanese).
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        composer.requestSubmit();
      }
    });
    // Every other form on the page holds buttons with actions.
    document.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (event.target === composer || button?.name !== "action") return;
      event.preventDefault();
      tap(button.value, button);
    });
    byId("help-now").addEventListener("click", (event) => {
      event.preventDefault();
      tap("help", byId("help-now"));
    });

    function tap(action, button) {
      if (action === "hide") {
        hide();
        send({ action }, null, true);
      } else if (button.classList.contains("thumb")) {
        button.setAttribute("aria-pressed", "true");
        send({ action }, null, true);
      } else {
        send({ action }, label(button), true);
      }
    }

    function label(button) {
      const copy = button.cloneNode(true);
      copy.querySelectorAll(".hidden").forEach((extra) => extra.remove());
      return copy.textContent.trim();
    }

    function hide() {
      if ("speechSynthesis" in window) window.speechSynthesis.cancel();
      log.replaceChildren();
    }

    function send(message, shown, tapped = false) {
      if (shown) log.append(mine(shown));
      line = line.then(() => ask(message, tapped));
    }

    async function ask(message, tapped) {
      let answer;
      try {
        const response = await fetch("/api/messages", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ conversation: byId("conversation").value, ...message }),
          cache: "no-store",
          credentials: "omit",
        });
        answer = await response.json();
      } catch {
        answer = null;
      }
      if (!answer?.html) {
        // What was typed is not lost with the line.
        if (message.text && !field.value) field.value = message.text;
        show(byId("failed").content.cloneNode(true), tapped);
        return;
      }
      if (answer.conversation) byId("conversation").value = answer.conversation;
      const holder = document.createElement("template");
      // Ours, made and escaped on the server; the page's policy runs no script in it.
      holder.innerHTML = answer.html;
      if (answer.hides) hide();
      if (answer.reply.replaces_previous) [...log.querySelectorAll(".message")].at(-1)?.remove();
      show(holder.content, tapped);
    }

    function show(content, tapped) {
      const message = content.querySelector(".message");
      dress(content);
      log.append(content);
      const before = message.previousElementSibling;
      const top = before?.classList.contains("mine") ? before : message;
      top.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
      // Whoever tapped goes on from the answer; whoever types goes on typing.
      if (tapped) message.focus({ preventScroll: true });
    }

    function mine(text) {
      const bubble = byId("mine").content.cloneNode(true);
      bubble.querySelector("p").append(text);
      return bubble;
    }

    // Adds what only a script can do.
    function dress(place) {
      if (!("speechSynthesis" in window)) return;
      for (const message of place.querySelectorAll(".message")) {
        const tools = message.querySelector(".tools");
        tools.insertBefore(byId("read-aloud").content.cloneNode(true), tools.querySelector(".hide"));
        const button = tools.querySelector(".read-aloud");
        const words = button.querySelector("span");
        const start = words.textContent;
        const idle = () => {
          button.setAttribute("aria-pressed", "false");
          words.textContent = start;
        };
        button.addEventListener("click", () => {
          const reading = button.getAttribute("aria-pressed") === "true";
          window.speechSynthesis.cancel();
          if (reading) return idle();
          const speech = new SpeechSynthesisUtterance(message.querySelector(".words").innerText);
          speech.lang = document.documentElement.lang;
          speech.onend = idle;
          speech.onerror = idle;
          button.setAttribute("aria-pressed", "true");
          words.textContent = button.dataset.stop;
          window.speechSynthesis.speak(speech);
        });
      }
    }
  }
})();
