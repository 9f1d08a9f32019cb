// Asks the browser for a passkey, and sends its answer with the form that the page has.
"use strict";

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const described = (list) => (list ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }));

async function ask(how, options) {
  const publicKey = { ...options, challenge: bytesOf(options.challenge) };
  if (how === "create") {
    publicKey.user = { ...options.user, id: bytesOf(options.user.id) };
    publicKey.excludeCredentials = described(options.excludeCredentials);
  } else {
    publicKey.allowCredentials = described(options.allowCredentials);
  }
  const found = await navigator.credentials[how]({ publicKey });
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (found.response[name]) response[name] = textOf(found.response[name]);
  }
  return { id: found.id, rawId: found.id, type: found.type, response, clientExtensionResults: {} };
}

// Run before the page is read (not deferred): a form sent without it would carry no passkey.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("passkey" in form.dataset)) return;
  event.preventDefault();
  const error = document.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const answer = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    error.hidden = false;
  }
});
