((title) => {
  // Puts the chat in the place of its own script tag.
  const script = document.currentScript;
  const frame = document.createElement("iframe");
  frame.src = new URL("/embed", script.src).href;
  frame.title = title;
  frame.referrerPolicy = "no-referrer";
  frame.loading = "lazy";
  frame.style.cssText = "display:block;width:100%;height:40rem;max-height:90vh;border:0;border-radius:12px";
  script.after(frame);
})
