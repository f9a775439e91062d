<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>InquiryView</name>
    <message>
        <source>Key or address</source>
        <translation>指定キーまたはメールアドレス</translation>
    </message>
    <message>
        <source>Specified key or mail address</source>
        <translation>指定キーまたはメールアドレス</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>照会する</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>発行状況</translation>
    </message>
    <message>
        <source>Answer to the member</source>
        <translation>会員への回答</translation>
    </message>
    <message>
        <source>Look at the other spelling first; the answer follows.</source>
        <translation>先に、別の表記での結果を確認してください。回答文はそのあとに表示されます。</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>回答をコピー</translation>
    </message>
    <message>
        <source>Show in the history</source>
        <translation>マイル発行履歴で見る</translation>
    </message>
    <message>
        <source>Look up a member</source>
        <translation>会員を照会します</translation>
    </message>
    <message>
        <source>A key or a mail address finds what was issued in all campaigns, today&apos;s issues too.</source>
        <translation>指定キーかメールアドレスで、すべてのキャンペーンの発行を探します。今日の発行も出ます。</translation>
    </message>
    <message>
        <source>{} issue</source>
        <translation>発行 {} 件</translation>
    </message>
    <message>
        <source>{} issues</source>
        <translation>発行 {} 件</translation>
    </message>
    <message>
        <source>Older issues left out: {}</source>
        <translation>古い発行 {} 件は省きました</translation>
    </message>
    <message>
        <source>Nothing is known under “{}”, but there is under “{}”. Look at it before you answer the member.</source>
        <translation>「{}」では何も見つかりませんが、「{}」なら見つかります。お客様に返答する前に確かめてください。</translation>
    </message>
    <message>
        <source>Show {}</source>
        <translation>{} を表示</translation>
    </message>
    <message>
        <source>”, “</source>
        <translation>」「</translation>
    </message>
    <message>
        <source>Issued at</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Transfer date</source>
        <translation>振込日</translation>
    </message>
    <message>
        <source>Code or number</source>
        <translation>コード・受付番号</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Inquiry</source>
        <translation>照会</translation>
    </message>
    <message>
        <source>For the staff</source>
        <translation>担当者向けの確認事項</translation>
    </message>
</context>
</TS>
