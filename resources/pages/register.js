/* Checks fields as one types, with the rules and words of the portal. The page needs none of it: the portal checks all
   of it again, and remains right where both differ. */
"use strict";

(() => {
  const form = document.querySelector("form.form");
  const usual = (text) => text.normalize("NFKC").trim();
  const rules = {
    login_id: (text) => {
      const plain = usual(text);
      if (!/^[A-Za-z0-9]+$/.test(plain)) return "半角の英字と数字だけで入力してください。";
      if (plain.length < 6) return `6 文字以上で入力してください。いま ${plain.length} 文字です。`;
      return plain.length > 20 ? `20 文字以内で入力してください。いま ${plain.length} 文字です。` : "";
    },
    password: (text) => {
      if (!/^[!-~]+$/.test(text)) return "半角の英字・数字・記号だけで入力してください。空白は使えません。";
      if (text.length < 8) return `8 文字以上で入力してください。いま ${text.length} 文字です。`;
      return text.length > 64 ? `64 文字以内で入力してください。いま ${text.length} 文字です。` : "";
    },
    kana: (text) =>
      /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u30fb\u30fd\u30fe\u309d\u309e \-]+$/.test(usual(text)) ? "" : "カタカナかひらがなで入力してください。例: ナカジマ ヒナ",
    postal_code: (text) =>
      /^〒? ?[0-9]{3}-? ?[0-9]{4}$/.test(usual(text).replace(/[\u2010-\u2015\u2212\u30fc]/g, "-")) ? "" : "7 桁の数字で入力してください。例: 231-0002",
    phone: (text) => {
      const digits = usual(text).replace(/[\u2010-\u2015\u2212\u30fc ().-]/g, "").replace(/^\+810?/, "0");
      return /^0[1-9][0-9]{7,9}$/.test(digits) ? "" : "0 から始まる 10 桁か 11 桁の番号を入力してください。例: 090-0000-4821";
    },
    email: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(usual(text)) ? "" : "@ を含むメールアドレスを入力してください。例: hina@example.jp"),
  };
  const missing = "入力してください。";

  const fault = (input) => {
    const text = input.value;
    if (!text.trim()) return input.getAttribute("aria-required") === "true" ? missing : "";
    const rule = rules[input.dataset.check];
    return rule ? rule(text) : "";
  };

  const show = (input, said) => {
    const field = input.closest(".field");
    const id = `${input.id}-fault`;
    let line = document.getElementById(id);
    field.classList.toggle("wrong", Boolean(said));
    const told = (input.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
    if (!said) {
      if (line) line.remove();
      input.removeAttribute("aria-invalid");
    } else {
      if (!line) {
        line = document.getElementById("fault-line").content.firstElementChild.cloneNode(true);
        line.id = id;
        (input.closest(".beside") || input).after(line);
      }
      const words = line.querySelector(".words-of-fault");
      if (words.textContent !== said) words.textContent = said;
      input.setAttribute("aria-invalid", "true");
      told.unshift(id);
    }
    if (told.length) input.setAttribute("aria-describedby", told.join(" "));
    else input.removeAttribute("aria-describedby");
  };

  for (const input of form.querySelectorAll("input[data-check]:not([type=checkbox])")) {
    let composing = false;
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; if (input.getAttribute("aria-invalid")) show(input, fault(input)); });
    /* While a word is being typed nothing is held against it; a fault that was told goes as soon as it is put right. */
    input.addEventListener("input", () => { if (!composing && input.getAttribute("aria-invalid")) show(input, fault(input)); });
    input.addEventListener("blur", () => { if (input.value || input.getAttribute("aria-invalid")) show(input, fault(input)); });
  }

  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  /* Back from the history, the form can be sent again. */
  addEventListener("pageshow", () => { sent = false; });
})();
