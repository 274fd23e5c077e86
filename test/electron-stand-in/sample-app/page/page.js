const place = document.querySelector('[data-testid=counter]');
const show = (counter) => {
  place.textContent = String(counter);
};
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
window.sample.onCounter(show);
window.sample.counter().then(show);
document.querySelector('button').addEventListener('click', () => window.sample.increment());
