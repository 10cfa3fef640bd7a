package pagedate

import "regexp"

// Words that name the role of a date, right before or right behind it. Each list begins with the
// languages of which we saw most pages; \b does not know letters outside of ASCII, so words of
// other scripts stand without it.
var (
	publishedBefore = regexp.MustCompile(`(?i)(?:\b(?:(?:first |originally )?published|publication date|date of publication|publish(?:ed)? date|posted|date posted|submitted|uploaded|issued|released?|release date|date of issue|issue date|originally created|created|added|filed` +
		`|veröffentlicht|veröffentlichungsdatum|publiziert|gepostet|geschrieben|eingestellt|verfasst|erstellt|erschienen|erscheint|gespeichert|eingetragen|(?:beitrag|artikel|meldung|bericht|nachricht|pressemitteilung|pressemeldung|news) (?:vom|am)|onlinestellung` +
		`|publié[es]*|mis en ligne|mise en ligne|paru|posté|rédigé|créé|diffusé` +
		`|publicad[oa]|fecha de publicación|creado|postado|data de publicação|criado` +
		`|pubblicat[oa]|data di pubblicazione|inserito` +
		`|gepubliceerd|geplaatst|opublikowano|data publikacji|dodano|utworzono|julkaistu|publicerad|publicerat|publiceret|udgivet|publisert|közzétéve|megjelent|publikováno|vydáno|zveřejněno|publicat|objavljeno|yayınlanma(?: tarihi)?|yayın tarihi|eklenme(?: tarihi)?` +
		`|dipublikasikan|diterbitkan|tanggal terbit|tayang|tarikh (?:siar|terbit)\p{L}*|đăng ngày|ngày đăng)` +
		`|опубликован[оа]?|дата (?:публикации|опубликования|размещения)|размещено|жариялан\p{L}*(?: күні)?|нийтэл\p{L}*(?: огноо)?|опубліковано|публикуван[оа]?|δημοσιεύτηκε|δημοσίευση|ημερομηνία δημοσίευσης|تاريخ النشر|نُشر|نشر في|تاریخ انتشار|پنجشنبه|פורסם|প্রকাশিত|प्रकाशित` +
		`|发布日期|发布时间|发文日期|发文时间|成文日期|公布日期|公布时间|印发日期|发稿时间|出版日期|發布日期|發布時間|發佈日期|發佈時間|发布于|發布於|发表于|發表於|发布|發佈|刊登|公開日|掲載(?:年月)?日|公表日|発表日|投稿日|公開|掲載|投稿|등록일자?|게시일자?|입력|등록|작성일자?|보도일시?|배포일시?|승인|วันที่(?:เผยแพร่|ประกาศ|ลงข่าว|โพสต์))[^\p{L}\p{Nd}]*$`)
	publishedBehind = regexp.MustCompile(`(?i)^[^.;]{0,90}?(?:\b(?:veröffentlicht|gepostet|geschrieben|publiziert|eingestellt|verfasst|erstellt|abgelegt|published|posted)\b|發布|发布|に投稿|公開)`)
	modifiedBefore  = regexp.MustCompile(`(?i)(?:\b(?:(?:last |page |page last )?(?:updated?|modified|edited|changed|revised|reviewed)|last (?:update|modification|change|revision|edit)|latest revision|(?:last|lastmod)` +
		`|(?:zuletzt |letzte |letztes )?(?:aktualisiert|aktualisierung|geändert|änderung|bearbeitet|bearbeitung|update)|stand(?: des artikels)?|zuletzt` +
		`|mise? à jour|dernière (?:mise à jour|modification)|modifié[es]*|actualizad[oa]|última (?:actualización|modificación)|atualizad[oa]|última atualização|aggiornat[oa]|ultim[oa] (?:aggiornamento|modifica)|modificato` +
		`|bijgewerkt|gewijzigd|zaktualizowano|aktualizacja|päivitetty|muokattu|uppdaterad|opdateret|oppdatert|frissítve|aktualizováno|güncelle[nm]\p{L}*|diperbarui|kemas ?kini(?: terakhir)?|cập nhật(?: lần cuối)?|ažurirano)` +
		`|обновлен[оа]?|изменен[оа]?|оновлено|соңғы жаңарту|жаңарт\p{L}*|сүүлд шинэчилсэн|آخر تحديث|تحديث|עודכן|(?:แก้ไข|ปรับปรุง)ล่าสุด|अद्यतन|अपडेट|更新日期|更新时间|更新時間|最終更新日?|更新日?|修改|最后编辑|수정|최종수정)[^\p{L}\p{Nd}]*$`)
	otherBefore = regexp.MustCompile(`(?i)(?:\b(?:effective|in force|made|laid before \p{L}+(?: of \p{L}+)?|coming into (?:force|operation)|assented(?: to)?|royal assent|(?:first )?available(?: from| since)?|entrada en vigor|entrada em vigor|entrata in vigore|entrée en vigueur|inkrafttreten|in kraft(?:treten)?|applicable|valid|due|deadline|closing|closes|expir\p{L}*|until|till|by|from|since|starts?|begins?|ends?|event|meeting|conference|hearing|born|died|joined|registered|registriert|anmeldung|anmeldedatum|mitglied seit|dabei seit|beitritt|member since|retrieved|accessed|abgerufen|archived|access date|copyright|©|gültig|bis|ab|seit|termin|beginn|ende|geboren|geb|frist|einsendeschluss|consulté|jusqu.au|depuis|hasta|desde|até|dal|fino al|release on|erscheinungsdatum|erscheinungstermin|erscheinungstag|kinostart|gelesen|aufnahme|aufgenommen|datum der aufnahme|delivery|birthday|next|nächste\p{L}*|on sale|version|kommentar|comment|antwort)` +
		`|вступает в силу|вступления в силу|生效日期?|实施日期?|施行日期?|截止日期?|有效期至?|开始|結束|自)[^\p{L}\p{Nd}]*$`)
	// gazette is the head of a citation of an official journal, behind which its day stands.
	gazette = regexp.MustCompile(`(?i)(?:official journal|amtsblatt|journal officiel|gazzetta ufficiale|diario oficial|jornal oficial|publicatieblad|\bABl\.|\bOJ|federal register|(?:government|official) gazette|boletín oficial|\bBOE\b|diário da república|bundesanzeiger|bundesgesetzblatt|\bBGBl\.?|staatsblad|gazzetta)[^.;]{0,60}?(?:\b[LC]\s*\d+|\bn(?:úm|um|o|r)?[.°º]*\s*\d+)[^\p{L}\p{Nd}]*(?:vom|of|du|del|de|van|av)?\s*$`)
	// adopted stands between the kind of an act and the day on which it was adopted, another role.
	adopted = regexp.MustCompile(`(?i)\b(?:regulation|directive|decision|act|law|decree|order|verordnung|richtlinie|beschluss|rahmenbeschluss|maßnahme|gesetz|règlement|décision|loi|décret|decreto|ley|lei|legge|reglamento|regolamento|council|parliament|rates|conseil)\b[^.;]{0,80}\b(?:of|vom|du|del|di|de|van|av)\s*$` +
		`|(?:приказ|постановлени|распоряжени|указ|закон|решени|наказ|розпорядженн|постанов|рішенн)\p{L}*[^.;]{0,80}\s(?:от|від)\s*$|№\s*\S+\s+(?:от|від)\s*$`)
	// written is a label of the day on which a text was made. Where another day is labelled as that of
	// publication, that one is it.
	written = regexp.MustCompile(`(?i)(?:成文日期|成文时间|\b(?:originally created|created|added|filed|geschrieben|verfasst|erstellt|gespeichert|rédigé|créé|creado|criado|inserito|utworzono|dodano))[^\p{L}\p{Nd}]*$`)
)
