/* Passkeys need the browser's help. Every page that offers them says without this file what else to use. */
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(window.atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    window.btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const listed = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

  const asked = {
    /* Make a passkey that this account can be found by, opened with a face, a finger or a PIN. */
    create: async (wanted) => {
      const publicKey = {
        ...wanted,
        challenge: bytes(wanted.challenge),
        user: { ...wanted.user, id: bytes(wanted.user.id) },
        excludeCredentials: listed(wanted.excludeCredentials),
        authenticatorSelection: {
          ...wanted.authenticatorSelection,
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
      };
      return navigator.credentials.create({ publicKey });
    },
    get: async (wanted) =>
      navigator.credentials.get({
        publicKey: {
          ...wanted,
          challenge: bytes(wanted.challenge),
          allowCredentials: listed(wanted.allowCredentials),
        },
      }),
  };

  const told = (key) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[part]) response[part] = text(key.response[part]);
    }
    return JSON.stringify({
      id: key.id,
      rawId: text(key.rawId),
      type: key.type,
      authenticatorAttachment: key.authenticatorAttachment ?? undefined,
      clientExtensionResults: key.getClientExtensionResults(),
      response,
    });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-without]").hidden = true;
    const button = form.querySelector("button");
    const said = form.querySelector("[data-said]");
    const say = (sentence) => {
      said.textContent = sentence;
      said.hidden = false;
    };
    /* A passkey belongs to a name: at an address of digits, or without a secure line, there is none. */
    const possible = window.PublicKeyCredential && window.isSecureContext && !/^[\d.]+$|:/.test(window.location.hostname);
    if (!possible) {
      say(form.dataset.unable);
      button.setAttribute("aria-disabled", "true");
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!possible) return;
      said.hidden = true;
      try {
        const from = form.dataset.from;
        const wanted = from
          ? await (await fetch(from, { headers: { Accept: "application/json" } })).json().then((told) => told.request_options)
          : JSON.parse(form.querySelector("[type='application/json']").textContent);
        const key = await asked[form.dataset.passkey](wanted.publicKey);
        form.querySelector("[name=credential]").value = told(key);
        form.submit();
      } catch (error) {
        say(error.name === "InvalidStateError" ? form.dataset.known : form.dataset.refused);
      }
    });
  }
})();
