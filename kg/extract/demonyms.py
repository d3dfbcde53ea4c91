"""Adjectives and capitals of states, by ISO 3166-1 alpha-2 code.

Facts, written down for this project. "Chinese regulators" names China, "Paris objects" France.
"""

from __future__ import annotations

_ADJECTIVES = """
ae Emirati; af Afghan; al Albanian; am Armenian; ao Angolan; ar Argentine Argentinian Argentinean;
at Austrian; au Australian; az Azerbaijani; ba Bosnian; bd Bangladeshi; be Belgian; bg Bulgarian;
bh Bahraini; bo Bolivian; br Brazilian; bw Botswanan; by Belarusian Belarussian; ca Canadian;
cd Congolese; ch Swiss; cl Chilean; cm Cameroonian; cn Chinese; co Colombian; cr Costa_Rican;
cu Cuban; cy Cypriot; cz Czech; de German; dk Danish; do Dominican; dz Algerian; ec Ecuadorian
Ecuadorean; ee Estonian; eg Egyptian; er Eritrean; es Spanish; et Ethiopian; eu EU European_Union;
fi Finnish; fr French; ga Gabonese; gb British U.K. UK; ge Georgian; gh Ghanaian; gr Greek;
gt Guatemalan; hn Honduran; hr Croatian; ht Haitian; hu Hungarian; id Indonesian; ie Irish;
il Israeli; in Indian; iq Iraqi; ir Iranian; is Icelandic; it Italian; jm Jamaican; jo Jordanian;
jp Japanese; ke Kenyan; kg Kyrgyz; kh Cambodian; kp North_Korean; kr South_Korean; kw Kuwaiti;
kz Kazakh Kazakhstani; la Laotian Lao; lb Lebanese; lk Sri_Lankan; lt Lithuanian;
lu Luxembourgish; lv Latvian; ly Libyan; ma Moroccan; mc Monegasque; md Moldovan; me Montenegrin;
mk Macedonian; ml Malian; mm Burmese; mn Mongolian; mt Maltese; mx Mexican; my Malaysian;
mz Mozambican; na Namibian; ne Nigerien; ng Nigerian; ni Nicaraguan; nl Dutch; no Norwegian;
np Nepali Nepalese; nz New_Zealand; om Omani; pa Panamanian; pe Peruvian; ph Philippine Filipino;
pk Pakistani; pl Polish; ps Palestinian; pt Portuguese; py Paraguayan; qa Qatari; ro Romanian;
rs Serbian; ru Russian; rw Rwandan; sa Saudi Saudi_Arabian; sd Sudanese; se Swedish;
sg Singaporean; si Slovenian Slovene; sk Slovak; sn Senegalese; so Somali; sv Salvadoran;
sy Syrian; th Thai; tj Tajik; tm Turkmen; tn Tunisian; tr Turkish; tw Taiwanese; tz Tanzanian;
ua Ukrainian; ug Ugandan; us American U.S. US; uy Uruguayan; uz Uzbek; ve Venezuelan;
vn Vietnamese; xk Kosovar; ye Yemeni; za South_African; zm Zambian; zw Zimbabwean
"""
_CAPITALS = """
ae Abu_Dhabi; af Kabul; ar Buenos_Aires; at Vienna; au Canberra; az Baku; bd Dhaka; be Brussels;
bg Sofia; br Brasilia Brasília; by Minsk; ca Ottawa; ch Bern; cl Santiago; cn Beijing; co Bogota
Bogotá; cu Havana; cz Prague; de Berlin; dk Copenhagen; dz Algiers; ee Tallinn; eg Cairo;
es Madrid; et Addis_Ababa; eu Brussels; fi Helsinki; fr Paris; gb London Whitehall Westminster;
ge Tbilisi; gr Athens; hr Zagreb; hu Budapest; id Jakarta; ie Dublin; il Jerusalem;
in New_Delhi Delhi; iq Baghdad; ir Tehran; it Rome; jp Tokyo; ke Nairobi; kh Phnom_Penh;
kp Pyongyang; kr Seoul; kw Kuwait_City; kz Astana; lk Colombo; lt Vilnius; lv Riga; ma Rabat;
md Chisinau; mn Ulaanbaatar; mx Mexico_City; my Kuala_Lumpur Putrajaya; ng Abuja;
nl The_Hague; no Oslo; np Kathmandu; nz Wellington; om Muscat; ph Manila; pk Islamabad; pl Warsaw;
pt Lisbon; qa Doha; ro Bucharest; rs Belgrade; ru Moscow Kremlin; sa Riyadh; se Stockholm;
sk Bratislava; sy Damascus; th Bangkok; tn Tunis; tr Ankara; tw Taipei; ua Kyiv Kiev;
us Washington; uz Tashkent; ve Caracas; vn Hanoi; za Pretoria; zw Harare
"""
# What a state is called beside its usual and full names.
_OTHER_NAMES = """
us US U.S. USA U.S.A. America United_States United_States_of_America; gb UK U.K. Britain
Great_Britain; ae UAE U.A.E. Emirates; eu EU E.U. European_Union; cn PRC P.R.C. Mainland_China;
kr Korea Republic_of_Korea ROK; kp DPRK; cd Congo Democratic_Republic_of_the_Congo DRC;
cz Czech_Republic; tr Turkey; ci Ivory_Coast; mm Burma; mk Macedonia; va Vatican;
nl Netherlands Holland; ru Russian_Federation; sa Kingdom_of_Saudi_Arabia; vn Viet_Nam; la Laos;
cv Cabo_Verde; sz Swaziland; nr Nauru; ps Palestine; hk Hong_Kong; mo Macau Macao
"""


def _table(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for entry in " ".join(text.split()).split(";"):
        code, *names = entry.split()
        for name in names:
            pairs.setdefault(name.replace("_", " "), code)
    return pairs


ADJECTIVES = _table(_ADJECTIVES)
"""Adjective to code: "Chinese" to "cn"."""
CAPITALS = _table(_CAPITALS)
"""Capital to code: "Beijing" to "cn". Brussels speaks for the Union."""
CAPITALS["Brussels"] = "eu"
OTHER_NAMES = _table(_OTHER_NAMES)
"""Further names of states to code: "U.S." to "us"."""
