// Keeps the page of help numbers for when there is no network, and nothing
// else: no message and no answer is ever put away here.
"use strict";

const CACHE = "airt-" + VERSION;
const OFFLINE = "/offline";
const SHELL = [
  OFFLINE,
  "/assets/airt.css?v=" + VERSION,
  "/assets/airt.js?v=" + VERSION,
  "/assets/icon.svg?v=" + VERSION,
  "/assets/atkinson-hyperlegible-next.woff2",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(visit(event));
  } else if (new URL(request.url).pathname.startsWith("/assets/")) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});

// The network first: numbers change. Each visit that works renews what is kept.
async function visit(event) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(caches.open(CACHE).then((cache) => cache.add(OFFLINE)).catch(() => {}));
    return response;
  } catch {
    return (await caches.match(OFFLINE)) || Response.error();
  }
}
