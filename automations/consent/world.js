// What stands around autoconsent in its world beside a page: a list of its messages, and a hand on its clicks.
(() => {
  const out = [];
  const words = 'accept|agree|allow|enable|consent|got it|ok(?:ay)?|akzeptieren|zustimmen|einverstanden|zulassen'
    + "|accepter|j'accepte|aceptar|permitir|aceitar|accett[ao]|accepteren|同意|許可|すべて許可|すべて同意";
  const more = '(?:all|everything|cookies?|and|close|continue|it|alle|tout|tous|todo|todas|tutti|to|the)';
  const accepts = new RegExp(`^\\W*(?:(?:yes|i|${more})[,\\s]+)*(?:${words})(?:\\s+${more})*[^\\p{L}]*$`, 'iu');
  const most = 12;
  const press = HTMLElement.prototype.click;
  let clicks = 0;
  HTMLElement.prototype.click = function () {
    const name = (this.getAttribute('aria-label') || this.innerText || this.value || '').trim();
    clicks += 1;
    if (accepts.test(name) || clicks > most) out.push({ type: 'heldBack' });
    else press.call(this);
  };
  self.autoconsentSendMessage = message => { out.push(message); return Promise.resolve(); };
  self.unconsentTake = () => JSON.stringify(out.splice(0));
})();
