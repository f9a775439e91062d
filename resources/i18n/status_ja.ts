<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>CorrectionButton</name>
    <message>
        <source>Correct and issue</source>
        <translation>修正して発行</translation>
    </message>
    <message>
        <source>The error list was deleted, and the rows were not sent from this computer.</source>
        <translation>エラーリストは削除済みで、このパソコンから送信した行でもないため、修正できません。</translation>
    </message>
</context>
<context>
    <name>DeletionQuestion</name>
    <message>
        <source>Download both lists first</source>
        <translation>先に両方のリストをダウンロードする</translation>
    </message>
    <message>
        <source>Keep the lists</source>
        <translation>削除しない</translation>
    </message>
    <message>
        <source>with {} other registration of this batch</source>
        <translation>同じバッチのほかの登録 {} 件も一緒に削除</translation>
    </message>
    <message>
        <source>with {} other registrations of this batch</source>
        <translation>同じバッチのほかの登録 {} 件も一緒に削除</translation>
    </message>
    <message>
        <source>Delete the rows on this computer too</source>
        <translation>このパソコンに残る行も削除する</translation>
    </message>
    <message>
        <source>Delete both lists of {} for good?</source>
        <translation>{} の 2 つのリストを完全に削除しますか</translation>
    </message>
    <message>
        <source>The completed list ({} rows) and the error list ({} rows) are deleted at the portal and cannot be downloaded any more, by anyone. The counts stay.</source>
        <translation>登録完了リスト（{} 行）とエラーリスト（{} 行）をポータルから削除します。以後は誰もダウンロードできません。件数は残ります。</translation>
    </message>
    <message>
        <source>Delete {} rows</source>
        <translation>{} 行分のリストを削除する</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Issue type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Accepted at (JST)</source>
        <translation>処理受付日時（JST）</translation>
    </message>
    <message>
        <source>Completed at (JST)</source>
        <translation>処理完了日時（JST）</translation>
    </message>
    <message>
        <source>Rows handed over</source>
        <translation>送信行数</translation>
    </message>
    <message>
        <source>Processed records</source>
        <translation>処理レコード数</translation>
    </message>
    <message>
        <source>Error records</source>
        <translation>エラーレコード数</translation>
    </message>
    <message>
        <source>Miles issued</source>
        <translation>発行マイル数</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>送信者</translation>
    </message>
    <message>
        <source>Mode of issue</source>
        <translation>マイル発行方法</translation>
    </message>
    <message>
        <source>Transfer setting</source>
        <translation>マイル振込設定</translation>
    </message>
    <message>
        <source>Transfer mail</source>
        <translation>振込完了メール</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送る</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>送らない</translation>
    </message>
    <message>
        <source>Text for the transfer mail</source>
        <translation>マイル振込メール差込文</translation>
    </message>
    <message>
        <source>File</source>
        <translation>登録ファイル</translation>
    </message>
    <message>
        <source>SHA-256 of the file</source>
        <translation>ファイルの SHA-256</translation>
    </message>
</context>
<context>
    <name>ListSaving</name>
    <message>
        <source>Save the {}</source>
        <translation>{}の保存先</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Download the {}</source>
        <translation>{}のダウンロード</translation>
    </message>
    <message>
        <source>{} was saved: {}</source>
        <translation>{}を保存しました：{}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>RegistrationDetailPage</name>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Copy the registration ID</source>
        <translation>発行登録IDをコピー</translation>
    </message>
    <message>
        <source>Download the completed list as CSV</source>
        <translation>登録完了リストをCSVでダウンロードする</translation>
    </message>
    <message>
        <source>Download the error list as CSV</source>
        <translation>エラーリストをCSVでダウンロードする</translation>
    </message>
    <message>
        <source>Delete the lists</source>
        <translation>リストを削除する</translation>
    </message>
    <message>
        <source>Encoding of the lists</source>
        <translation>リストの文字コード</translation>
    </message>
    <message>
        <source>Also a copy for spreadsheets (.xlsx)</source>
        <translation>表計算用のコピーも保存（.xlsx）</translation>
    </message>
    <message>
        <source>Saved beside the list. Every cell is text in it: keys keep their zeros, and nothing is calculated.</source>
        <translation>リストと並べて保存します。すべてのセルが文字なので、指定キーの先頭の 0 は失われず、数式として計算されることもありません。</translation>
    </message>
    <message>
        <source>CSV issue detail</source>
        <translation>CSV発行履歴詳細</translation>
    </message>
    <message>
        <source>Single issues have no lists: the result above says all that a list would.</source>
        <translation>個別発行にはリストがありません。結果は上に表示しています。</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>処理結果</translation>
    </message>
    <message>
        <source>Cancel everything issued…</source>
        <translation>発行分をまとめて取り消す…</translation>
    </message>
    <message>
        <source>As the portal wrote them</source>
        <translation>ポータルのリストをそのまま</translation>
    </message>
    <message>
        <source>Without it the lists have the row numbers and the other columns of your own sheet. The portal&apos;s own lists count the lines of this registration.</source>
        <translation>選ばないときは、リストに元の表の行番号と送信しない列が入ります。ポータルのリストの行番号は、この登録の中で数えたものです。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>マイル発行情報</translation>
    </message>
    <message>
        <source>Errors by code</source>
        <translation>コード別のエラー</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>リスト</translation>
    </message>
    <message>
        <source>Single issue detail</source>
        <translation>個別発行詳細</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Nothing happens yet: you see first what can be cancelled and how.</source>
        <translation>まだ何も行われません。取消できる分と方法を先に確認します。</translation>
    </message>
    <message>
        <source>The lists are ready once processing is complete.</source>
        <translation>処理が完了すると、リストのダウンロードと削除ができます。</translation>
    </message>
    <message>
        <source>Deleted on {} (JST) by {}. The counts stay.</source>
        <translation>削除済（{} JST・{}）。件数は残っています。</translation>
    </message>
    <message>
        <source>The lists are being deleted.</source>
        <translation>リストを削除しています。</translation>
    </message>
    <message>
        <source>The lists hold personal data. Delete them once you have checked them and need them no more.</source>
        <translation>リストには個人情報が含まれます。確認が済み、不要になったら削除してください。</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>エラーはありません</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>判定待ちです</translation>
    </message>
</context>
<context>
    <name>RegistrationTable</name>
    <message>
        <source>Registrations</source>
        <translation>マイル発行状況</translation>
    </message>
    <message>
        <source>Download the error list</source>
        <translation>エラーリストをダウンロード</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>The lists were deleted</source>
        <translation>リストは削除済みです</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>削除済</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Accepted at</source>
        <translation>処理受付日時</translation>
    </message>
    <message>
        <source>Completed at</source>
        <translation>処理完了日時</translation>
    </message>
    <message>
        <source>Processed records</source>
        <translation>処理レコード数</translation>
    </message>
    <message>
        <source>Error records</source>
        <translation>エラーレコード数</translation>
    </message>
    <message>
        <source>Processing state</source>
        <translation>処理状態</translation>
    </message>
</context>
<context>
    <name>StatusFilters</name>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Accepted from</source>
        <translation>処理受付日（から）</translation>
    </message>
    <message>
        <source>Accepted to</source>
        <translation>処理受付日（まで）</translation>
    </message>
    <message>
        <source>Processing state</source>
        <translation>処理状態</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Not completed</source>
        <translation>未完了</translation>
    </message>
    <message>
        <source>Issue type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Only with errors</source>
        <translation>エラーありのみ</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>処理受付日</translation>
    </message>
</context>
<context>
    <name>StatusView</name>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Error list</source>
        <translation>エラーリスト</translation>
    </message>
    <message>
        <source>Download the error list</source>
        <translation>エラーリストをダウンロード</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>該当する発行はありません</translation>
    </message>
    <message>
        <source>Issuance status</source>
        <translation>マイル発行状況</translation>
    </message>
    <message>
        <source>Nothing has been issued by file yet</source>
        <translation>まだ発行がありません</translation>
    </message>
    <message>
        <source>Import a file: what you send appears here with its registration ID.</source>
        <translation>ファイルを取り込んで送信すると、発行登録IDとともにここに表示されます。</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>No registration meets all conditions.</source>
        <translation>すべての条件に合う発行登録がありません。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>条件をクリア</translation>
    </message>
    <message>
        <source>Delete the lists</source>
        <translation>リストを削除する</translation>
    </message>
</context>
</TS>
