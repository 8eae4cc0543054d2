// Says beside each slider what it stands at; without this the sliders work all the same.
for (const slider of document.querySelectorAll("input.slider")) {
  const told = document.createElement("output");
  told.htmlFor = slider.id;
  const say = () => {
    told.value = (slider.value > 0 ? "+" : "") + slider.value;
  };
  slider.addEventListener("input", say);
  document.querySelector(`label[for="${slider.id}"]`)?.append(told);
  say();
}
