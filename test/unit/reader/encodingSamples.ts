/** A few sentences of our own in each language, as a letter or a notice would have them. */
export const samples = {
  german: 'Sehr geehrte Frau Müller, für die Prüfung der Straßenbrücke über den Fluss benötigen wir noch Ihre Unterlagen. Die Maße der Träger weichen um fünf Zentimeter von der Zeichnung ab, größere Schäden gibt es nicht. Bitte schicken Sie uns die Pläne bis zum ersten März zurück, möglichst früh. Die Kosten betragen ungefähr zwölftausend Franken.',
  french: 'Chère Madame, nous avons bien reçu votre courrier du mois d’août et nous vous en remercions. Le contrôle de la façade a été effectué le dix février ; les fenêtres côté jardin ont été réparées, mais le plâtre de l’entrée reste à refaire. À défaut d’un désaccord de votre part, les travaux débuteront après Pâques.',
  polish: 'Szanowna Pani, dziękujemy za przesłanie dokumentów dotyczących budynku przy ulicy Źródlanej. Rzeczoznawca stwierdził pęknięcia na ścianie północnej i zaleca naprawę jeszcze przed zimą. Koszt robót wyniesie około dwadzieścia tysięcy złotych. Prosimy o odpowiedź do końca września, żebyśmy mogli zamówić materiały.',
  czech: 'Vážená paní, děkujeme za zaslané podklady k domu v Říční ulici. Znalec zjistil trhliny na severní stěně a doporučuje opravu ještě před zimou. Náklady budou činit přibližně dvě stě tisíc korun. Prosíme o odpověď do konce září, abychom mohli objednat materiál a včas začít s prací. Klíče zůstávají u správce.',
  russian: 'Уважаемая госпожа Орлова, мы получили ваше письмо от пятого марта и благодарим за присланные чертежи. Проверка моста показала, что трещины на северной опоре не опасны, однако ремонт следует провести до начала зимы. Стоимость работ составит около двухсот тысяч рублей. Просим ответить до конца месяца.',
  greek: 'Αγαπητή κυρία, λάβαμε την επιστολή σας της πέμπτης Μαρτίου και σας ευχαριστούμε για τα σχέδια. Ο έλεγχος της γέφυρας έδειξε ότι οι ρωγμές στη βόρεια πλευρά δεν είναι επικίνδυνες, όμως η επισκευή πρέπει να γίνει πριν από τον χειμώνα. Παρακαλούμε να απαντήσετε μέχρι το τέλος του μήνα.',
  turkish: 'Sayın Bayan Yılmaz, beş Mart tarihli mektubunuzu aldık ve gönderdiğiniz çizimler için teşekkür ederiz. Köprünün incelenmesi, kuzey ayağındaki çatlakların tehlikeli olmadığını göstermiştir; ancak onarımın kıştan önce yapılması gerekir. Lütfen ayın sonuna kadar yanıt veriniz, böylece gerekli malzemeyi sipariş edebiliriz. İyi günler dileriz.',
  hebrew: 'גברת כהן הנכבדה, קיבלנו את מכתבך מיום חמישה במרץ ואנו מודים לך על השרטוטים ששלחת. בדיקת הגשר הראתה שהסדקים בצד הצפוני אינם מסוכנים, אולם יש לבצע את התיקון לפני החורף. עלות העבודה תהיה כעשרים אלף שקלים. אנא השיבי לנו עד סוף החודש כדי שנוכל להזמין את החומרים בזמן.',
  arabic: 'السيدة الكريمة، لقد تلقينا رسالتك المؤرخة في الخامس من مارس ونشكرك على الرسومات التي أرسلتها. أظهر فحص الجسر أن الشقوق في الجانب الشمالي ليست خطيرة، ولكن يجب إجراء الإصلاح قبل الشتاء. ستبلغ تكلفة العمل نحو عشرين ألف دينار. يرجى الرد قبل نهاية الشهر حتى نتمكن من طلب المواد.',
  japanese: '拝啓、三月五日付のお手紙と図面を受け取りました。ありがとうございます。橋の検査の結果、北側の柱のひび割れは危険ではありませんが、冬になる前に修理が必要です。費用はおよそ二百万円になる見込みです。材料を注文するため、今月末までにご返事をお願いいたします。なお、鍵は管理人が預かっています。カタログも同封します。',
  simplified: '尊敬的王女士，我们已经收到您三月五日的来信，感谢您寄来的图纸。桥梁检查的结果表明，北侧柱子上的裂缝没有危险，但是必须在冬天以前进行修理。工程费用大约为二十万元。请您在本月底以前答复，以便我们订购材料。钥匙仍然由管理员保管，如果需要，可以随时领取。',
  traditional: '尊敬的王女士，我們已經收到您三月五日的來信，感謝您寄來的圖紙。橋樑檢查的結果表明，北側柱子上的裂縫沒有危險，但是必須在冬天以前進行修理。工程費用大約為二十萬元。請您在本月底以前答覆，以便我們訂購材料。鑰匙仍然由管理員保管，如果需要，可以隨時領取。',
  korean: '존경하는 김 여사님, 삼월 오일에 보내 주신 편지와 도면을 잘 받았습니다. 감사합니다. 다리를 검사한 결과 북쪽 기둥의 금은 위험하지 않지만 겨울이 오기 전에 수리해야 합니다. 비용은 약 이천만 원이 될 것입니다. 재료를 주문할 수 있도록 이달 말까지 답장을 부탁드립니다.',
  lithuanian: 'Gerbiamoji ponia, gavome jūsų kovo penktos dienos laišką ir dėkojame už atsiųstus brėžinius. Tilto patikrinimas parodė, kad įtrūkimai šiaurinėje pusėje nėra pavojingi, tačiau remontą reikia atlikti prieš žiemą. Darbų kaina sieks apie dvidešimt tūkstančių eurų. Prašome atsakyti iki mėnesio pabaigos, kad galėtume užsakyti medžiagas.',
  thai: 'เรียน คุณสมหญิง เราได้รับจดหมายลงวันที่ห้ามีนาคมและแบบแปลนแล้ว ขอขอบคุณเป็นอย่างยิ่ง ผลการตรวจสอบสะพานพบว่ารอยร้าวด้านทิศเหนือไม่เป็นอันตราย แต่ต้องซ่อมแซมก่อนฤดูหนาว ค่าใช้จ่ายประมาณสองแสนบาท โปรดตอบกลับภายในสิ้นเดือนนี้',
} as const;

/** Which samples are written in which encodings. */
export const written: readonly (readonly [encoding: string, sample: keyof typeof samples])[] = [
  ['windows-1252', 'german'], ['windows-1252', 'french'], ['iso-8859-1', 'german'], ['iso-8859-15', 'german'], ['macintosh', 'german'], ['macintosh', 'french'], ['windows-1250', 'polish'], ['iso-8859-2', 'polish'], ['windows-1250', 'czech'], ['iso-8859-2', 'czech'],
  ['windows-1251', 'russian'], ['koi8-r', 'russian'], ['iso-8859-5', 'russian'], ['cp866', 'russian'], ['windows-1253', 'greek'], ['iso-8859-7', 'greek'], ['windows-1254', 'turkish'], ['iso-8859-9', 'turkish'], ['windows-1255', 'hebrew'], ['iso-8859-8', 'hebrew'],
  ['windows-1256', 'arabic'], ['iso-8859-6', 'arabic'], ['windows-1257', 'lithuanian'], ['windows-874', 'thai'],
  ['shift_jis', 'japanese'], ['euc-jp', 'japanese'], ['gb18030', 'simplified'], ['gbk', 'simplified'], ['big5', 'traditional'], ['euc-kr', 'korean'],
  ...(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const).flatMap((encoding) => (['german', 'russian', 'japanese', 'arabic'] as const).map((sample) => [encoding, sample] as const)),
];
