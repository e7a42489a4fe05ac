"""Common given names of many countries, in small letters and without accents; those of towns are left out."""

from __future__ import annotations

from qa_service.documents.searching.word_sets import word_set

GIVEN_NAMES = word_set(
    """
    aaron abdul abigail adam adrian agnes agnieszka ahmed aileen aino aisha akua alan alasdair albert alejandro
    alessandra alessandro alex alexandra alfred ali alice alison alistair allison amanda amar amara amber amelia amina
    amit amy ana anders andrea andreas andreea andrei andres andrew andrzej angela angus anil anita anja anjali ann
    anna anne annette annie anouk anthony antje antoine anton antonio aoife arjun arthur arun asha ashley ashok astrid
    attila audrey ayse barbara barry bart beata beatrice beatriz ben bengt benjamin bernadette bernard bernd bert beth
    bianca bill birgit bjorn bob boris brenda brendan brian bridget brigitte britta bruno bryan burak callum camille
    carla carlo carlos carmen carol caroline catarina catherine cathy cecile cedric celine cem charles chiara chidi
    chioma chloe chris christa christian christina christine christoph christophe christopher ciaran claire clara
    claude claudia clemens cliff colin conor consuelo courtney craig cristina cynthia dagmar dan daniel daniela
    danielle darren dave david davide dawn debbie deborah debra declan deepak denise deniz dennis derek dermot
    diana diane diego dieter dimitri dimitris dirk divya dmitri dolores dominic dominik dominique donald donna doris
    dorothy doug douglas dragan dumitru duncan ed eddie edith eduardo edward eileen eirik elaine eleanor elena eleni
    elif elisabeth elisabetta elizabeth elke ellen ellie elodie emeka emil emilia emilie emily emine emma emre enrique
    enzo eoin eric erica erik erika erin ernst esther eszter ethan euan eva evelyn ewa ewan fabio fatima fatma federica
    felix femi femke ferenc fergus fernando filip fiona florian fran francesca francesco francis francisco francois
    frank frans frauke fred frederic frederik fritz gabor gabriel gabriela gail ganesh gareth gary gavin gene geoff
    georg george georges gerald gerard gerd gerhard gheorghe gianluca gianni gill gillian gina giorgia giorgio giorgos
    giovanni girish giulia giuseppe glenn gloria goncalo goran gordon gosta grace graham greg gregory griet gudrun
    guido guillaume gunnar gunther gustavo guy hakan hamish hana hannah hannes hans harald harish harriet harry hassan
    heather heike heinrich heinz helen helena helene helga helmut hendrik henk henri henrik henry herbert herman hilary
    hiroshi holger holly howard hugh hugo iain ian ibrahim ifeoma ignacio ildiko ilse imogen imran ines inga ingrid
    ioana irene irina isabel isabella isabelle istvan ivan ivana jack jacob jacqueline jacques jakob jakub james jamie
    jan jane janet janice jasmin jason javier jay jean jeanne jeff jeffrey jelena jennifer jenny jens jeremy jerome
    jesper jess jessica jill jim jiri jo joachim joan joanna joanne joao joaquin jochen joe joel johan johanna johannes
    john johnny jon jonas jonathan joost jordi jorge jorgen jose josef joseph josephine joshua jovan joyce juan judith
    judy jukka julia julian julie julien juliette jurgen justin kai kaisa kamal karen karin karl katalin katarzyna kate
    katharina katherine kathleen kathrin kathy katie katja katrin kavita kees keith kelly kemi ken kenji kenneth
    kerstin kevin khalid kim kiran kirsten klaus knut kofi kostas kristina krzysztof kurt kwame kyle lakshmi lara lars
    laszlo laura lauren laurent lee leif leila lena lenka lennart leo leonard leonie lerato lesley leslie liam lidia
    lina linda lisa liz lorenzo lorraine lotte lou louise luc luca lucas lucia lucie lucy ludwig luigi luis luka lukas
    luke lydia lynn maarten madeleine magda magdalena magnus mahesh mahmoud malcolm malgorzata manfred manish manuel
    manuela marc marcel marcelo marco marcus marek margaret margarita margit margot maria mariam marian marianne marie
    marina mario marion marjorie mark marko markus marlene marta martha martin martina mary maryam mateusz mats matt
    matteo matthew matthias matti maureen maurice max maximilian meera megan mehmet mei melanie melissa merve mette
    michael michaela michal michel michele michelle mick miguel mihai mikael mike mila milan miles milos miriam mohamed
    mohammed moira molly monica monika monique montserrat muhammad murat murray mustafa nadia nadine nancy naomi
    natalia natalie natasha nathalie nathan neal neha neil ngozi niamh nicholas nick nicola nicolas nicole niels nigel
    nikhil niklas nikola nikolai nikos nils nina noah nomsa nora norbert norma norman nuria olaf olga oliver olivia
    olivier omar orla oscar otto oystein pablo padraig pamela paola paolo pascal pat patricia patrick paul paula
    pauline pavel pawel pedro peggy pekka penny per petar pete peter petr petra phil philip philipp philippe phoebe pia
    pierre piet pilar piotr pooja priya rachel rafael ragnhild rahul raj rajesh ralf ralph ramesh rasmus ravi ray
    raymond rebecca regina reinhard rekha remi renate rene rex rhiannon rhys ricardo richard rick riitta rita rob
    robert roberta roberto robin rocio rodrigo roger rohan rohit roland rolf ron ronald rory rosa rose rosemary rosie
    ross roy rudolf rui rupert ruth ruud ryan sabine sachin sally sam samantha samir samuel sandeep sandra sanjay sanne
    sara sarah sean sebastian selin seppo sergio seth shane shannon sharon sheila shirley shreya sian siegfried sigrid
    silke silvia simon simone sinead siobhan sipho sjoerd sofia sofie solveig sonia sonja sophia sophie soren spencer
    stan stanley stefan stefanie stefano stella stephan stephane stephanie stephen steve steven stewart stuart sue
    sunil sunita suresh susan susana susanne suzanne sven svetlana sylvia sylvie tadeusz tamara tania tanja tara ted
    terence teresa terje terry thabo themba theo theresa therese thiago thierry thomas tiago tilman tim timo timothy
    tina tobias todd tom tomas tomasz tony torsten tracy travis trevor trond troy tunde ulla ulrich ulrike ursula uta
    ute uwe vaclav valentina valerie vanessa vasile vera vernon veronica veronika vicky vijay vikram viktor vince
    vincent vinod vivek vivian vladimir volker wade walter wanda warren wayne wei wendy werner wilfried wilhelm will
    willem william wim wojciech wolfgang xavier yan yannick yannis yasmin yolanda yuki yuri yusuf yves yvonne zainab
    zanele zdenek zeynep zoe zofia zoltan zoran
    """
)
