"""The success criteria of levels A and AA of JIS X 8341-3:2016 (the same as ISO/IEC 40500:2012 and WCAG 2.0)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    number: str
    level: str
    title: str
    english: str


A, AA = "A", "AA"
CRITERIA = tuple(
    Criterion(*told)
    for told in (
        ("1.1.1", A, "非テキストコンテンツ", "Non-text Content"),
        ("1.2.1", A, "音声だけ及び映像だけ（収録済み）", "Audio-only and Video-only (Prerecorded)"),
        ("1.2.2", A, "キャプション（収録済み）", "Captions (Prerecorded)"),
        (
            "1.2.3",
            A,
            "音声解説又はメディアに対する代替コンテンツ（収録済み）",
            "Audio Description or Media Alternative (Prerecorded)",
        ),
        ("1.2.4", AA, "キャプション（ライブ）", "Captions (Live)"),
        ("1.2.5", AA, "音声解説（収録済み）", "Audio Description (Prerecorded)"),
        ("1.3.1", A, "情報及び関係性", "Info and Relationships"),
        ("1.3.2", A, "意味のある順序", "Meaningful Sequence"),
        ("1.3.3", A, "感覚的な特徴", "Sensory Characteristics"),
        ("1.4.1", A, "色の使用", "Use of Color"),
        ("1.4.2", A, "音声の制御", "Audio Control"),
        ("1.4.3", AA, "コントラスト（最低限レベル）", "Contrast (Minimum)"),
        ("1.4.4", AA, "テキストのサイズ変更", "Resize text"),
        ("1.4.5", AA, "文字画像", "Images of Text"),
        ("2.1.1", A, "キーボード", "Keyboard"),
        ("2.1.2", A, "キーボードトラップなし", "No Keyboard Trap"),
        ("2.2.1", A, "タイミング調整可能", "Timing Adjustable"),
        ("2.2.2", A, "一時停止、停止及び非表示", "Pause, Stop, Hide"),
        ("2.3.1", A, "3回のせん光、又はしきい値以下", "Three Flashes or Below Threshold"),
        ("2.4.1", A, "ブロックスキップ", "Bypass Blocks"),
        ("2.4.2", A, "ページタイトル", "Page Titled"),
        ("2.4.3", A, "フォーカス順序", "Focus Order"),
        ("2.4.4", A, "リンクの目的（コンテキスト内）", "Link Purpose (In Context)"),
        ("2.4.5", AA, "複数の手段", "Multiple Ways"),
        ("2.4.6", AA, "見出し及びラベル", "Headings and Labels"),
        ("2.4.7", AA, "フォーカスの可視化", "Focus Visible"),
        ("3.1.1", A, "ページの言語", "Language of Page"),
        ("3.1.2", AA, "一部分の言語", "Language of Parts"),
        ("3.2.1", A, "フォーカス時", "On Focus"),
        ("3.2.2", A, "入力時", "On Input"),
        ("3.2.3", AA, "一貫したナビゲーション", "Consistent Navigation"),
        ("3.2.4", AA, "一貫した識別性", "Consistent Identification"),
        ("3.3.1", A, "エラーの特定", "Error Identification"),
        ("3.3.2", A, "ラベル又は説明", "Labels or Instructions"),
        ("3.3.3", AA, "エラー修正の提案", "Error Suggestion"),
        ("3.3.4", AA, "エラー回避（法的、金融及びデータ）", "Error Prevention (Legal, Financial, Data)"),
        ("4.1.1", A, "構文解析", "Parsing"),
        ("4.1.2", A, "名前（name）、役割（role）及び値（value）", "Name, Role, Value"),
    )
)
NUMBERS = {criterion.number: criterion for criterion in CRITERIA}
# What the machine alone can tell: the Nu checker reads every page as a parser does.
BY_MACHINE_ALONE = frozenset({"4.1.1"})
# What asks only of sound and film: without any in the pages there is nothing to meet.
OF_SOUND_AND_FILM = frozenset({"1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2"})
