// The choice shows at once; without script there is the button.
const choice = document.querySelector("#duty");
choice?.addEventListener("change", () => choice.form.requestSubmit());
