// Joins the buttons of a page to its passkeys; shows them only where the browser has any.
(function () {
  'use strict'
  const able = window.PublicKeyCredential && window.isSecureContext &&
    !/^[\d.]+$|:/.test(window.location.hostname) // an address of numbers cannot own a passkey

  document.querySelectorAll('[data-passkeys]').forEach(function (part) { part.hidden = !able })
  if (!able) {
    document.querySelectorAll('[data-passkey-missing]').forEach(function (hint) { hint.hidden = false })
  }
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.querySelectorAll('[data-passkey-failed]').forEach(function (notice) { notice.hidden = false })
  })
  document.querySelectorAll('[data-passkey-form]').forEach(function (form) {
    const ids = {}
    for (const name of ['login', 'add', 'passwordless', 'authenticate', 'credential', 'data']) {
      if (form.dataset[name]) ids[name] = form.dataset[name]
    }
    window.allauth.webauthn.forms[form.dataset.passkeyForm]({ ids })
  })
})()
