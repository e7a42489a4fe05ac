"""What a word stands for in a second draft of the same text: its root, whatever its ending, or the usual synonym of it.

Whoever drafts a clause anew turns verbs into nouns ("upon disclosure", "when it is disclosed") and takes another of the
few words that drafters have for the same ("terminate" for "end", "furnish" for "supply"). Roots are coarse on purpose:
they only tell how much two passages share, never that a single word is the same.
"""

from __future__ import annotations

from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents.numbers.numerals import CARDINAL_WORDS
from qa_service.documents.searching.remembered import Remembered
from qa_service.documents.searching.word_sets import word_list, word_set

# Words that a draft needs for its grammar: they refer back, or lend a noun its verb.
GLUE = FUNCTION_WORDS | word_set(
    "hereof thereof hereto thereto herein therein hereunder thereunder hereby thereby herewith therewith hereafter"
    " thereafter hereinafter therefor thereon hereon whereby wherein whereof foregoing aforesaid aforementioned said"
    " including include includes included whatsoever whatever whichever whoever otherwise accordingly furthermore"
    " moreover however also together respective respectively relevant applicable certain particular said according"
    " provided providing provides provide make makes making made give gives giving given take takes taking taken carry"
    " case cases event respect regard regards regarding regarded concerning connection relation relating related"
    " relates way manner whether well without unless except within extent purpose purposes order far part matter thing"
    " nothing anything something anyone whole nor else etc used use uses using able like"
    " portion portions parts cannot unable set forth forthwith afterwards afterward mr mrs ms"
    " one two ones single subject please virtue time possible render itself himself themselves oneself yourself"
)
NO_ROOTS = GLUE | CARDINAL_WORDS
# Words of one sense in clauses, letters and reports, each by the stems of all of its forms.
SENSES = word_list(
    "acknowledge,agree,accept,confirm,undertake,understand,consent,approve,approval,acceptance,recognise,recognize"
    " terminate,end,expire,expiry,expiration,cease,discontinue,stop,finish,lapse"
    " begin,commence,start,commencement"
    " notify,notice,inform,notification,advise,tell,announce,announcement"
    " furnish,supply,deliver,delivery,hand,submit,present,produce,transmit,forward,send"
    " return,surrender,redeliver,refund,reimburse,repay"
    " obtain,receive,receipt,get,acquire"
    " invalid,void,unenforceable,illegal"
    " hold,held,find,found,deem,consider,treat,regard,adjudge"
    " construe,interpret,interpretation,construction"
    " require,need,necessary,necessity,requisite,oblige,obligation,duty,bind,bound,binding"
    " promptly,immediately,forthwith,prompt,immediate,once,delay"
    " entire,whole,complete,full,total,completely,fully,entirely"
    " amend,modify,alter,change,vary,amendment,modification,alteration,variation"
    " supersede,replace,substitute"
    " assign,transfer"
    " cause,result,arise,because,consequence,suffer,lead,owing,due,reason"
    " harm,damage,injury,hurt"
    " adequate,sufficient,enough"
    " inadequate,insufficient"
    " entitle,right,entitlement,eligible"
    " permit,allow,let,authorize,authorise,authority,authorization,permission"
    " prohibit,forbid,prevent,preclude,restrain,enjoin,bar,prohibition"
    " breach,violate,violation,contravene,contravention"
    " prior,previous,previously,advance,before,beforehand,earlier"
    " subsequent,later,following,follow,next"
    " maintain,keep,retain,preserve,store"
    " safeguard,protect,protection"
    " expense,cost,charge"
    " sum,amount,money,monetary,pecuniary"
    " show,demonstrate,prove,proof,evidence"
    " state,declare,say,mention,statement"
    " indicate,specify,specification"
    " cover,extend,apply,application"
    " request,demand,ask"
    " elect,choose,election,choice,option,select,selection"
    " perform,fulfil,fulfill,performance,carry,execute"
    " wish,desire,want,intend,intention"
    " help,assist,assistance,aid,cooperate,cooperation"
    " decide,decision,determine,determination"
    " conclude,conclusion"
    " correct,rectify,remedy,cure"
    " repair,mend,fix"
    " raise,rise,increase,growth,grow"
    " reduce,cut,lower,decrease,reduction"
    " satisfy,satisfaction,satisfactory"
    " certify,certificate,certification"
    " confidential,confidence,confidentiality,confidentially,secret,secrecy"
    " try,attempt,seek,endeavour"
    " inside,within"
    " steal,stolen,theft"
    " miss,absent,missing"
    " think,believe,opinion"
    " happen,occur,lie"
    " soon,early"
    " pay,payment,payable"
    " ring,call,telephone,phone"
    " buy,purchase,repurchase"
    " start,begin"
    " near,close,beside"
    " show,display,appear"
    " obstruct,block,obstruction,blockage"
    " exclude,exclusion,exclusive,exclusively,solely,sole,only"
    " evaluate,assess,assessment,evaluation,review"
    " company,firm,corporation,undertaking"
    " law,legal,legally,lawful,lawfully"
    " mean,signify,denote"
    " liable,liability,responsible,responsibility"
    " conform,comply,compliance,accordance,observe"
    " set,determine"
    " destroy,destruction"
    " discover,discovery"
    " use,usage"
    " current,present,existing"
    " remain,continue,survive,survival,stay,left,leave,rest,remainder"
    " impair,affect"
    " several,separate"
    " prolong,extend,extension"
    " disagree,dispute,controversy"
    " warrant,warranty,guarantee"
    " about,approximately,around,roughly"
    " annual,year,yearly"
    " written,writing,write"
    " reveal,disclose,disclosure,divulge"
    " delete,erase,remove,deletion,erasure,removal"
    " ensure,procure"
    " appoint,nominate,designate,appointment,nomination,designation"
    " inspect,examine,check,inspection,examination,survey"
    " defect,fault,defective,faulty"
    " error,mistake"
    " invoice,bill"
    " copy,duplicate,reproduce,reproduction"
    " refuse,decline,refusal"
    " lose,lost,forfeit,forfeiture"
    " extra,additional,addition,supplementary"
    " ill,illness,sick,sickness"
    " staff,personnel"
    " trip,journey"
    " outside,exterior,external"
    " consecutive,successive,row"
    " object,objection,complaint,complain"
    " know,aware,learn,knowledge,awareness"
    " unpaid,overdue"
    " spend,expenditure,outlay,spending"
    " day,daily"
    " main,principal,chief,primary"
    " cancel,rescind,revoke,withdraw,cancellation,revocation,withdrawal,rescission"
    " compute,calculate,reckon,computation,calculation"
    " divide,split,apportion,apportionment"
    " gather,collect,collection"
    " hinder,impede,hindrance"
    " difference,discrepancy"
    " improve,better,enhance,improvement,enhancement"
    " goods,merchandise,ware"
    " postpone,defer,postponement"
    " worsen,deteriorate,deterioration"
    " doctor,physician"
    " lawyer,attorney,solicitor"
    " rebuild,reconstruct,reconstruction"
)
# What makes a noun, an adjective or an adverb of a stem; so many letters have to be left before it.
ENDINGS = word_set(
    "izational isational ization isation ification ational ation ition ifi iality ialiti abiliti ibiliti abili ingli"
    " edli iveli ative ativ ment ance anc enc ence anci enci nes ness abl ibl alli ially ial iali ion iti ity iv ur"
    " al li iz is at or er i e"
)
LONGEST_ENDING = max(map(len, ENDINGS))
LEAST_ROOT = 4
# Words that are of another sense than their root.
APART = word_set(
    "agreement agreements information reasonable reasonably unreasonably consideration application applicant"
    " employer employee employers employees lessor lessee licensor licensee provision provisions party"
    " parties partial execution executor executors general generally"
)


def root(word: str) -> str:
    """Return the root of a word in lower case, "" for a number and for one that only serves the grammar."""
    if word in NO_ROOTS or not word.isalpha():
        return ""
    base = stem(word)
    if word in APART:
        return base
    base = _bare(base)
    return _SENSES.get(base, base)


def _bare(base: str) -> str:
    """Return a stem without the ending that makes a noun, an adjective or an adverb of it."""
    for _ in range(2):
        most = min(LONGEST_ENDING, len(base) - LEAST_ROOT)
        ending = next((size for size in range(most, 0, -1) if base[-size:] in ENDINGS), 0)
        base = base[: len(base) - ending].rstrip("ei") or base
    # "Discussion" and "discussed": a stem has its last consonant once.
    return base[:-1] if len(base) > LEAST_ROOT and base[-1] == base[-2] and base[-1] not in "aeiou" else base


def _senses() -> dict[str, str]:
    out: dict[str, str] = {}
    for words in SENSES:
        first, *others = (_bare(stem(word)) for word in words.split(","))
        head = out.get(first, first)
        for each in (first, *others):
            out.setdefault(each, head)
    return out


_SENSES = _senses()
ROOTS = Remembered(root)
