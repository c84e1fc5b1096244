// Hands the token to the frame that opened this window: only to a page of our own origin.
"use strict";
if (window.opener) {
  window.opener.postMessage({ zhengwen: "signed-in", token: document.getElementById("token").dataset.token }, location.origin);
  window.close();
}
