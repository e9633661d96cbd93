"""Words of license names in Chinese, Japanese and Korean, and what they are in English.

Only words are put in place of words, spaces around them; what is left in another script stands for itself, so that a
name is read only where every word of it is known. Sources of the official names: the deeds of Creative Commons in these
languages (https://creativecommons.org/licenses/by/4.0/deed.zh-hans, .ja, .ko), https://license.coscl.org.cn/MulanPSL2/.
"""

import re

_WORDS = {
    "creative commons": (
        "知识共享 知識共享 创用cc 創用cc クリエイティブ・コモンズ クリエイティブコモンズ 크리에이티브커먼즈 "
    ),
    "attribution": ("署名 姓名标示 姓名標示 表示 저작자표시 "),
    "noncommercial": (
        "非商业性使用 非商業性使用 非商业性 非商業性 非商业使用 "
        "非商业 非商業 非商用 不可商用 禁止商用 "
        "禁止商业使用 不得商用 非営利 商用利用不可 商用不可 商用利用禁止 "
        "비영리 비상업적 비상업 상업적이용금지 "
    ),
    "sharealike": ("相同方式共享 相同方式分享 継承 동일조건변경허락 "),
    "no derivatives": ("禁止演绎 禁止演繹 禁止改作 改変禁止 변경금지 "),
    "international": "国际 國際 国際 국제",
    "license": (
        "许可协议 許可協議 许可证 許可證 授权协议 授權條款 授权条款 许可 許可 ライセンス 利用許諾 라이선스 라이센스 "
    ),
    "general public license": (
        "通用公共许可证 通用公共许可协议 通用公共授權條款 一般公衆利用許諾書 一般公衆利用許諾契約書 일반공중사용허가서 "
    ),
    "lesser general public license": (
        "宽通用公共许可证 较宽松公共许可证 宽松通用公共许可证 劣等一般公衆利用許諾書 약소일반공중사용허가서 "
    ),
    "mulan permissive software license": "木兰宽松许可证",
    "apache": "阿帕奇 アパッチ 아파치",
    "3 clause": "三条款 三條款 3条款 3條款 3条項 3조항",
    "2 clause": "二条款 两条款 2条款 2條款 2条項 2조항",
    "modified": "修正",
    "community": "社区 社區 コミュニティ 커뮤니티",
    "model weights": ("模型权重 模型權重 モデルの重み 모델가중치 "),
    "weights": "权重 權重 重み 가중치",
    "model": "模型 モデル 모델",
    "code": ("源代码 源代碼 代码 代碼 程式碼 ソースコード コード 소스코드 코드 "),
    "dataset": "数据集 資料集 データセット 데이터셋",
    "data": "数据 データ 데이터",
    "only for": ("仅供 仅限于 仅限 仅用于 只限 僅供 僅限 "),
    "academic": "学术 學術",
    "research": "研究 연구",
    "use": "使用 用途 용도 이용 사용",
    "research purposes only": ("研究目的のみ 研究用途のみ 연구용 연구목적으로만사용 연구목적 "),
    "no license": ("无许可证 無許可證 没有许可证 ライセンスなし 라이선스없음 "),
    "unknown": "未知 不明 알수없음",
    "public domain": ("公有领域 公有領域 公共领域 パブリックドメイン 퍼블릭도메인 "),
    "proprietary": "专有 專有 プロプライエタリ 독점",
    "closed source": "闭源 閉源",
    "open source": "开源 開源 オープンソース 오픈소스",
    "commercial use permitted": ("可商用 允许商用 商用利用可 상업적이용가능 "),
    "tongyi qianwen": "通义千问",
    "version": "バージョン 버전",
    "or": "或者 或 または 또는",
    "and": "以及 和 及び および 및",
}
_ENGLISH = {word: english for english, words in _WORDS.items() for word in words.split()}
# Korean puts spaces where it likes: each word is found with and without them.
_ANY = re.compile(
    "|".join(
        r"[\s·・]?".join(map(re.escape, word)) if "가" <= word[0] <= "힣" else re.escape(word)
        for word in sorted(_ENGLISH, key=len, reverse=True)
    )
    + r"|第\s?(?P<number>[0-9]+(?:\.[0-9]+)*|[一二三四])\s?版"
)
_TOPIC = re.compile(r"\b(code|model|model weights|weights|data|dataset)\s*(?:는|은|は|采用|採用|遵循)\s*")
"""What says that a license is of the part before it."""
_NUMBERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_SPACES = re.compile(r"[\s·]")
SCRIPTS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A character of one of these languages."""


def in_english(text: str) -> str:
    """Return a text with the words that are known here in English."""
    return _TOPIC.sub(r"\1: ", _ANY.sub(_english, text)) if SCRIPTS.search(text) else text


def _english(found: re.Match) -> str:
    if number := found["number"]:
        return f" version {_NUMBERS.get(number, number)} "
    word = found[0]
    return f" {_ENGLISH.get(word) or _ENGLISH[_SPACES.sub('', word)]} "
