//! The endings of words, by language, that the stemmer removes.
//!
//! After the Snowball algorithms (Porter 2001) and the light stemmers of Savoy (2006), written for folded words, which
//! have no accents.
//!
//! A language has steps, which run one after the other. A step is a line of words: first the position at which it may
//! cut, then endings. The longest matching ending counts.
//!
//! | position | an ending may begin |
//! | --- | --- |
//! | a number | after this many letters |
//! | `r1` | after the first consonant that follows a vowel, and after the third letter |
//! | `r2` | after the next such consonant |
//! | `rv` | as [`Verbs`] says |
//!
//! `?` after the position: the step is skipped if an earlier step of its group cut something. A group is a sequence of
//! such steps and the step before it. `&` after the position: the step is skipped unless the step directly before it
//! cut something.
//!
//! An ending `a>b` is replaced; any other ending is removed. `a<xy` must follow one of these letters, and `a!xy` must
//! not. A replacement begins like its ending, except for at most one letter, so that a stem without its last letter
//! begins all words that have it; see [`super::common_start`].

/// Where the endings of verbs may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbs {
    /// After the first vowel.
    AfterVowel,
    /// If the second letter is a consonant, after the next vowel; if the word begins with two vowels, after the next
    /// consonant; else after the third letter.
    Romance,
    /// If the word begins with two vowels, after the third letter; else after the first vowel that is not the first
    /// letter.
    French,
}

/// The endings of a language.
#[derive(Debug)]
pub(super) struct LanguageEndings {
    /// The BCP 47 codes.
    pub(super) codes: &'static str,
    /// What is attached to the beginning of a word: articles and prepositions.
    pub(super) prefixes: &'static str,
    pub(super) vowels: &'static str,
    pub(super) verbs: Verbs,
    pub(super) steps: &'static str,
}

/// All languages except English, which has exceptions of its own.
pub(super) const LANGUAGES: &[LanguageEndings] = &[
    LanguageEndings {
        codes: "ar",
        prefixes: "وال بال كال فال ال لل",
        vowels: "اوي",
        verbs: Verbs::AfterVowel,
        steps: "\
3 ها ان ات ون ين يه ية هما كما نا هم هن كم
3 ه ة ي ى",
    },
    LanguageEndings {
        codes: "da",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::AfterVowel,
        steps: "\
r1 hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes eres \
ens hedens erens ers ets erets et eret s<abcdfghjklmnoprtvyz
r1 gd>g dt>d gt>g kt>k
r1 igst>ig ig lig elig els lost>los
r1 bb>b dd>d ff>f gg>g kk>k ll>l mm>m nn>n pp>p rr>r ss>s tt>t",
    },
    LanguageEndings {
        codes: "de",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::AfterVowel,
        steps: "\
r1 em ern er e en es nisse>nis nissen>nis nisses>nis s<bdfghklmnrt
r1 en er est st<bdfghklmnt
r2 end ung igend igung ig!e ik!e isch!e lich heit erlich enlich erheit enheit keit lichkeit igkeit",
    },
    LanguageEndings {
        codes: "es",
        prefixes: "",
        vowels: "aeiou",
        verbs: Verbs::Romance,
        steps: "\
rv arse>ar erse>er irse>ir arlo>ar arla>ar arlos>ar arlas>ar arle>ar arles>ar erlo>er erla>er erlos>er erlas>er \
irlo>ir irla>ir irlos>ir irlas>ir andose>ando iendose>iendo
r2 anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos \
imiento imientos adora ador acion adoras adores aciones ante antes ancia ancias icadora icador icacion icadoras \
icadores icaciones logia>log logias>log ucion>u uciones>u encia>en encias>en mente amente ivamente osamente icamente \
adamente ablemente iblemente antemente idad idades abilidad icidad ividad abilidades icidades ividades iva ivo ivas \
ivos ativa ativo ativas ativos
rv? yeron yendo yamos yais yan yen yas yes ya ye yo
rv? arian arias aran aras ariais aria areis ariamos aremos ara are erian erias eran eras eriais eria ereis eriamos \
eremos era ere irian irias iran iras iriais iria ireis iriamos iremos ira ire aba ada ida ia iera ad ed id ase iese \
aste iste an aban ian aron ieran ieron asen iesen ando iendo io ar er ir as abas adas idas ias ieras ases ieses is \
ais abais iais arais ierais aseis ieseis asteis isteis ado ido amos abamos iamos imos aramos ieramos iesemos asemos \
ados idos en es eis emos
rv os a o i e",
    },
    LanguageEndings {
        codes: "fi",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::AfterVowel,
        steps: "\
4 kin kaan ko han pa
4 nsa mme nne ni si
4 ssa sta lla lta lle na ksi tta siin seen iden itten iin aan een oon uun yyn den ten ita issa ista illa ilta ille ina \
iksi itta
4 ta a n in t
4 isi isempi isimma i j
4 a e o u y",
    },
    LanguageEndings {
        codes: "fr",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::French,
        steps: "\
r2 ance ique isme able iste eux ances iques ismes ables istes atrice ateur ation atrices ateurs ations icatrice icateur \
ication icatrices icateurs ications logie>log logies>log usion>u ution>u usions>u utions>u ence>en ences>en ite ites \
abilite>abl icite ivite abilites>abl icites ivites if ive ifs ives atif ative atifs atives icatif icative icatifs \
icatives euse euses amment emment issement issements ivement icement ablement eusement
rv? ement ements aux>al eaux>eau ment<aeiu ments<aeiu
rv? imes it ites i ie ies ir ira irai iraient irais irait iras irent irez iriez irions irons iront is issaient issais \
issait issant issante issantes issants isse issent isses issez issiez issions issons
rv? e ee ees es erent er era erai eraient erais erait eras erez eriez erions erons eront ez iez ames at ates a ai aient \
ais ait ant ante antes ants as asse assent asses assiez assions eons ons ions
rv s!aious
r2 ion<st
rv iere>i ier>i e
2 enn>en onn>on ett>et ell>el eill>eil",
    },
    LanguageEndings {
        codes: "hu",
        prefixes: "",
        vowels: "aeiou",
        verbs: Verbs::AfterVowel,
        steps: "\
3 ban ben ba be bol rol tol nal nel nak nek hoz hez ra re val vel ig ert kent kor kepp on en an ot et at t va ve ul
3 jaink jeink jaitok jeitek jaim jeim jaid jeid aink eink aim eim aid eid jai jei ai ei jaik jeik aik eik ja je juk unk \
uk tok tek tok om em am od ed ad m d
3 ok ek ak k
3 a e o i",
    },
    LanguageEndings {
        codes: "it",
        prefixes: "",
        vowels: "aeiou",
        verbs: Verbs::Romance,
        steps: "\
rv arsi>ar ersi>er irsi>ir arlo>ar arla>ar arli>ar arle>ar erlo>er erla>er erli>er erle>er irlo>ir irla>ir irli>ir \
irle>ir andosi>ando endosi>endo
r2 anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti oso osi osa ose mente amente \
atrice atrici ante anti icazione icazioni icatore icatori azione azioni atore atori logia>log logie>log uzione>u \
uzioni>u usione>u usioni>u enza>en enze>en amento amenti imento imenti ivamente osamente icamente abilmente ita abilita \
icita ivita ivo ivi iva ive ativo ativi ativa ative
rv? ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo enda ende endi \
endo era erai eranno ere erebbe erebbero erei eremmo eremo ereste eresti erete ero erono essero ete eva evamo evano \
evate evi evo iamo iate immo ira irai iranno ire irebbe irebbero irei iremmo iremo ireste iresti irete iro irono isca \
iscano isce isci isco iscono issero ita ite iti ito iva ivamo ivano ivate ivi ivo ono uta ute uti uto ar ir
rv a e i o ia ie ii io
rv ch>c gh>g",
    },
    LanguageEndings {
        codes: "nl",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::AfterVowel,
        steps: "\
r1 heden>he heid>he en!aeiouy ene!aeiouy s!aeiouyj se!aeiouyj
r1 e!aeiouy
r2 end ing eind ig!e lijk elijk baar bar he!c
3 kk>k dd>d tt>t ll>l ss>s nn>n mm>m pp>p ff>f gg>g rr>r bb>b",
    },
    LanguageEndings {
        codes: "no nb nn",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::AfterVowel,
        steps: "\
r1 a e ede ande ende ane ene hetene en heten ar er heter as es edes endes enes hetenes ens hetens ers ets et het ast \
s<bcdfghjlmnoprtvyz erte>er ert>er
r1 dt>d vt>v
r1 leg eleg ig eig lig elig els lov elov slov hetslov",
    },
    LanguageEndings {
        codes: "pt",
        prefixes: "",
        vowels: "aeiou",
        verbs: Verbs::Romance,
        steps: "\
r2 eza ezas ico ica icos icas ismo ismos avel ivel aveis iveis ista istas oso osa osos osas amento amentos imento \
imentos adora ador acao adoras adores acoes ante antes ancia ancias logia>log logias>log ucao>u ucoes>u encia>en \
encias>en mente amente ivamente osamente icamente adamente avelmente ivelmente idade idades abilidade icidade ividade \
abilidades icidades ividades iva ivo ivas ivos ativa ativo ativas ativos
rv? ada ida ia aria eria iria ara era ira ava asse esse isse aste este iste ei arei erei irei am iam ariam eriam iriam \
aram eram iram avam em arem erem irem assem essem issem ado ido ando endo indo ara erao irao arao ar er ir as adas idas \
ias arias erias irias aras eras iras avas es ardes erdes irdes ares eres ires asses esses isses astes estes istes is \
ais eis ieis arieis erieis irieis areis ereis ireis asseis esseis isseis aveis ados idos amos aramos eramos iramos \
avamos iamos ariamos eriamos iriamos emos aremos eremos iremos assemos essemos issemos imos armos ermos irmos eu iu ou
rv? oes>a aes>a aos>a ao>a ais>a eis>e ois>o ns>m
rv os a i o e s",
    },
    LanguageEndings {
        codes: "ro",
        prefixes: "",
        vowels: "aeiou",
        verbs: Verbs::Romance,
        steps: "\
r1 ul ului aua>a ea ele elor ii iua iei iile iilor ilor ile!b atei>at atie>at atia>at lor le
r1 abilitate>abil abilitati>abil ibilitate>ibil ivitate ivitati icitate icitati icator icatori ativ ativa ative ativi \
itiv itiva itive itivi atoare atori ator itoare itori itor ic ica ice ici ical icala
r2 at ata ati ate ut uta uti ute it ita iti ite ica ic ice ici abil abila abile abili oasa oase os osi ant anta anti ante \
tor tori toare itate itati ism isme ist ista iste isti iv iva ive ivi iune<t iuni<t
rv? ind indu eze easca eaza esc esti este am ai au eam eai ea eau iam iai ia iau ui asem asei ase aseram aserati asera \
use usera ise isera am ati a are ere ire ari eri iri aram arati ara iram ira eram era uram ura em eti im iti and and \
andu
rv a e i ie u",
    },
    LanguageEndings {
        codes: "ru",
        prefixes: "",
        vowels: "аеиоуыэюя",
        verbs: Verbs::AfterVowel,
        steps: "\
rv ся сь
rv в<ая вши<ая вшись<ая ив ивши ившись ыв ывши ывшись
rv? ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею
rv& ем<ая нн<ая вш<ая ющ<ая щ<ая ивш ывш ующ
rv? ла<ая на<ая ете<ая йте<ая ли<ая й<ая л<ая ем<ая н<ая ло<ая но<ая ет<ая ют<ая ны<ая ть<ая ешь<ая нно<ая ила ыла ена \
ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю
rv? а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я
rv и
r2 ост ость
rv нн>н ейш ейше ь",
    },
    LanguageEndings {
        codes: "sv",
        prefixes: "",
        vowels: "aeiouy",
        verbs: Verbs::AfterVowel,
        steps: "\
r1 a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as arnas ernas ornas es \
ades andes ens arens hetens erns at andet het ast s<bcdfghjklmnoprtvy
r1 dd>d gd>g nn>n dt>d gt>g kt>k tt>t
r1 lig ig els lost>los fullt>full",
    },
    LanguageEndings {
        codes: "tr",
        prefixes: "",
        vowels: "aeiou",
        verbs: Verbs::AfterVowel,
        steps: "\
3 dir dur tir tur
3 den dan ten tan de da te ta nin nun in un yi yu ni nu ye ya ne na e a yle yla le la nda nde ndan nden
3 leri lari si su i u imiz umuz iniz unuz im um
3 ler lar",
    },
];

/// The steps of English between the plural and the last `e` (Porter 2001).
pub(super) const ENGLISH: &str = "\
r1 tional>tion enci>ence anci>ance abli>able entli>ent izer>ize ization>ize ational>ate ation>ate ator>ate alism>al \
aliti>al alli>al fulness>ful ousli>ous ousness>ous iveness>ive iviti>ive biliti>ble bli>ble ogi>og<l fulli>ful \
lessli>less li<cdeghkmnrt
r1 tional>tion ational>ate alize>al icate>ic iciti>ic ical>ic ful ness
r2? ative
r2 al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion<st";
