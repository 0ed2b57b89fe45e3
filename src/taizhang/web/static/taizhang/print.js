// The print view's one button; an inline handler would break the content policy.
document.getElementById("print").addEventListener("click", () => window.print());
