"""Word stems: enough English morphology to see that "notified" and "notify" are one word."""

from __future__ import annotations

from functools import lru_cache

from qa_service.documents.searching.word_sets import word_list, word_set

IRREGULAR = {
    form: base
    for entry in word_list(
        "paid=pay held=hold made=make gave=give given=give took=take taken=take knew=know known=know found=find"
        " left=leave sent=send kept=keep met=meet wrote=write written=write began=begin begun=begin came=come"
        " went=go gone=go saw=see seen=see told=tell lost=lose won=win rose=rise risen=rise fell=fall fallen=fall"
        " grew=grow grown=grow bought=buy sold=sell brought=bring built=build lent=lend spent=spend stood=stand"
        " thought=think understood=understand withdrew=withdraw withdrawn=withdraw broke=break broken=break"
        " chose=choose chosen=choose drew=draw drawn=draw led=lead said=say shown=show spoke=speak spoken=speak"
        " sought=seek bore=bear borne=bear bound=bind fed=feed felt=feel forbade=forbid forbidden=forbid got=get"
        " hid=hide hidden=hide laid=lay meant=mean ran=run shrank=shrink shrunk=shrink became=become arose=arise"
        " arisen=arise wore=wear worn=wear drove=drive driven=drive rang=ring rung=ring caught=catch taught=teach"
        " stuck=stick struck=strike threw=throw thrown=throw tore=tear torn=tear swore=swear sworn=swear sank=sink"
        " did=do done=do had=have agreed=agree disagreed=disagree freed=free"
    )
    for form, _, base in [entry.partition("=")]
}
FUNCTION_WORDS = word_set(
    "a an the this that these those and or but nor so yet of to in on at by for with from as into onto upon under"
    " over about above below between among within through during before after since until against per via than then"
    " there here it its he she him her his hers they them their theirs we us our ours you your yours i me my mine"
    " who whom whose which what when where why how is are was were be been being am do does did doing done have has"
    " had having shall will would should must may might can could not no any all each every both either neither some"
    " such same other another only also very more most less least much many few own if unless while because although"
    " though however therefore thus hence whether up down out off again further once just too now s t"
)

FUNCTION_WORDS_ABROAD = word_set(
    "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war wird werden"
    " hat haben als auch auf aus bei bis durch für gegen im in ins mit nach ohne über um unter von vom vor zu zum zur"
    " sich sie er es wir ich dass wenn wie noch nur so an am je ihr ihre sein seine diese dieser dieses"
    " le la les un une du de des et ou ne pas est sont a ont au aux en dans par pour sur avec sans sous ce cette ces"
    " il elle ils elles se sa son ses leur que qui dont où plus"
    " el los las una del y o no es son ha han al con para por sin sobre su sus lo como"
    " il lo gli i uno della del dei delle e non è sono al alla nel con per su da che si"
    " het een van en of niet is zijn op met voor door bij naar om aan te dat die deze"
)
"""The same in German, French, Spanish, Italian and Dutch."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a word in lower case; equal for its plural, tenses and participles."""
    word = IRREGULAR.get(word, word)
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "i"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    word = word[:-1] if word.endswith("e") and len(word) > 3 else word
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
