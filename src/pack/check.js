// Says whether this file was cut off or damaged. It stands before everything that it checks and needs none of it; the text
// that it hides here stays if this script itself is damaged.
(() => {
  const note = document.getElementById("incomplete");
  if (note) note.hidden = true;
  const texts = {
    en: [
      "This file is incomplete: its end is missing. Copy or download it again.",
      "This file is damaged, so what it shows may be wrong. Copy or download it again.",
      "This page could not start. Its file may be damaged: copy or download it again, or use a newer browser.",
    ],
    de: [
      "Diese Datei ist unvollständig: Ihr Ende fehlt. Kopieren oder laden Sie sie noch einmal.",
      "Diese Datei ist beschädigt; was sie zeigt, kann falsch sein. Kopieren oder laden Sie sie noch einmal.",
      "Diese Seite konnte nicht starten. Vielleicht ist ihre Datei beschädigt: Kopieren oder laden Sie sie noch einmal, oder nehmen Sie einen neueren Browser.",
    ],
    es: [
      "Este fichero está incompleto: le falta el final. Cópielo o descárguelo de nuevo.",
      "Este fichero está dañado; lo que muestra puede ser falso. Cópielo o descárguelo de nuevo.",
      "Esta página no pudo iniciarse. Quizá su fichero esté dañado: cópielo o descárguelo de nuevo, o use un navegador más reciente.",
    ],
    fr: [
      "Ce fichier est incomplet : il lui manque la fin. Copiez-le ou téléchargez-le de nouveau.",
      "Ce fichier est endommagé ; ce qu’il montre peut être faux. Copiez-le ou téléchargez-le de nouveau.",
      "Cette page n’a pas pu démarrer. Son fichier est peut-être endommagé : copiez-le ou téléchargez-le de nouveau, ou utilisez un navigateur plus récent.",
    ],
    ko: [
      "이 파일은 끝부분이 없어 불완전합니다. 다시 복사하거나 내려받으십시오.",
      "이 파일은 손상되어 표시되는 내용이 틀릴 수 있습니다. 다시 복사하거나 내려받으십시오.",
      "이 페이지를 시작하지 못했습니다. 파일이 손상되었을 수 있으니 다시 복사하거나 내려받거나, 더 새로운 브라우저를 쓰십시오.",
    ],
    ru: [
      "Этот файл неполный: у него нет конца. Скопируйте или скачайте его ещё раз.",
      "Этот файл повреждён; показанное может быть неверным. Скопируйте или скачайте его ещё раз.",
      "Страница не запустилась. Возможно, её файл повреждён: скопируйте или скачайте его ещё раз либо возьмите более новый браузер.",
    ],
    sk: [
      "Tento súbor je neúplný: chýba mu koniec. Skopírujte alebo stiahnite ho znova.",
      "Tento súbor je poškodený; čo ukazuje, môže byť nesprávne. Skopírujte alebo stiahnite ho znova.",
      "Táto stránka sa nespustila. Jej súbor je možno poškodený: skopírujte alebo stiahnite ho znova, alebo použite novší prehliadač.",
    ],
    uk: [
      "Цей файл неповний: у нього немає кінця. Скопіюйте або завантажте його ще раз.",
      "Цей файл пошкоджено; показане може бути хибним. Скопіюйте або завантажте його ще раз.",
      "Сторінка не запустилася. Можливо, її файл пошкоджено: скопіюйте або завантажте його ще раз чи візьміть новіший браузер.",
    ],
  };
  const [CUT, DAMAGED, NOT_STARTED] = [0, 1, 2];
  const tell = (what, reason = "") => {
    const language = (navigator.languages ?? []).map((tag) => tag.split("-")[0]).find((code) => texts[code]) ?? "en";
    const told = note ?? document.body.appendChild(document.createElement("p"));
    told.setAttribute("role", "alert");
    told.lang = language;
    told.textContent = `${texts[language][what]} ${reason}`.trim();
    told.hidden = false;
    // Nothing more will come: the last script sets `datelineBytes` at once, if it runs.
    if (what !== DAMAGED || !globalThis.datelineBytes) document.getElementById("app")?.setAttribute("hidden", "");
  };
  globalThis.datelineNotStarted = (error) => tell(NOT_STARTED, `(${error})`);
  const sha256 = async (text) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const check = async () => {
    const [count, length, sum] = (document.getElementById("sum")?.dataset.sum ?? "").split(" ");
    const parts = [...document.querySelectorAll("[data-file], [data-viewer], [data-wasm], [data-page]")];
    if (sum?.length !== 64 || parts.length < count) return tell(CUT);
    const sums = [];
    let found = 0;
    for (const part of parts) {
      const { file, viewer, page } = part.dataset;
      const text = part.textContent;
      found += text.length;
      // Browsers have this only where they trust the origin; files are trusted by most.
      if (globalThis.crypto?.subtle) sums.push(await sha256(`${file ?? viewer ?? page ?? ""}\n${text}`));
    }
    const isWhole = parts.length === +count && found === +length && (!sums.length || (await sha256(sums.join())) === sum);
    if (!isWhole) tell(DAMAGED);
    // The end of the last script is missing, or an old browser does not understand it.
    else if (!globalThis.datelineBytes) tell(NOT_STARTED);
  };
  addEventListener("DOMContentLoaded", check);
})();
