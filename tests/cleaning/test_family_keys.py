import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cleaning.family_keys import DROPPED, family_key, is_dropped

# Words that rules keep, words they drop, and what stands between them.
KEPT = [
    "llama",
    "3.1",
    "3_1",
    "8x7b",
    "v2",
    "v2.0",
    "coder",
    "in",
    "struct",
    "o1",
    "4o",
    "2024",
    "α",
    "大模型",
    "+",
    "k",
    "m",
]
WORDS = st.sampled_from([*sorted(DROPPED), *KEPT, "7b", "a3b", "v0.1", "2407", "05", "q4", "may"])
NAMES = st.lists(st.tuples(WORDS, st.sampled_from(["-", "_", " ", "", "/", ".", "\n"])), max_size=8).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)


@pytest.mark.parametrize(
    "names",
    [
        # size
        ("Llama 3", "Llama-3-8B", "meta-llama/Llama-3-70B-Instruct"),
        ("GPT-2", "GPT-2 (1.5B)", "openai-community/gpt2"),
        ("T5 11B", "T5-11b", "T5"),
        ("Qwen3", "Qwen3-235B-A22B", "Qwen/Qwen3-30B-A3B-Instruct-2507"),
        ("Llama 4 Maverick", "meta-llama/Llama-4-Maverick-17B-128E-Instruct"),
        ("mT5", "mT5-XXL"),
        # spelling
        ("Code Llama-13B", "codellama/CodeLlama-70b-Instruct-hf"),
        ("Phi-1.5", "microsoft/phi-1_5"),
        ("Dolly 2.0-12b", "databricks/dolly-v2-12b"),
        ("OpenLLaMA-3Bv2", "openlm-research/open_llama_3b_v2"),
        ("Command R+", "command-r-plus-08-2024"),
        ("Tülu 3", "TULU-3"),
        ("Zidong\nTaichu", "Zidong  Taichu"),
        ("ＧＬＭ－４", "GLM-4"),
        # tuning, format, date, context, state
        ("Baichuan 2", "baichuan-inc/Baichuan2-13B-Chat"),
        ("Llama-2", "TheBloke/Llama-2-7B-GGUF", "x/Llama-2-7b-chat-hf-Q4_K_M.gguf"),
        ("Qwen2.5-Coder", "Qwen/Qwen2.5-Coder-32B-Instruct-GPTQ-Int4", "qwen2.5-coder-bf16"),
        ("GPT-4o", "GPT-4o (2024-05-13)", "GPT-4o (May 2024)"),
        ("Mistral 7B", "mistralai/Mistral-7B-Instruct-v0.3"),
        ("Olmo 3", "allenai/Olmo-3-1125-32B"),
        ("DeepSeek-R1", "deepseek-ai/DeepSeek-R1-0528"),
        ("phi-3-mini 3.8B", "microsoft/Phi-3-mini-128k-instruct"),
        ("Claude Opus 4.1", "Claude Opus 4.1 (latest)"),
    ],
)
def test_names_of_one_generation_have_one_key(names):
    assert len({family_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Phi-3", "Phi-3.5", "Phi-3-mini", "Phi-3-vision", "Phi-2"),
        ("Llama-3-8B", "Llama-3.1-8B", "Llama-3.2-11B-Vision", "Llama 2", "Llama Guard 3"),
        ("Mixtral 8x7B", "Mixtral 8x22B", "Mistral 7B"),
        ("DeepSeek-V2", "DeepSeek-V2.5", "DeepSeek-V3", "DeepSeek-R1", "DeepSeek-Coder-V2"),
        ("o1", "o1-mini", "o3", "o1-pro"),
        ("Claude 3.5 Sonnet", "Claude 3.5 Haiku", "Claude 3.7 Sonnet"),
        ("Gemini 2.5 Flash", "Gemini 2.5 Flash-Lite", "Gemini 2.5 Pro"),
        ("Qwen2.5", "Qwen2.5-Coder", "Qwen2.5-Math", "Qwen2.5-VL", "Qwen2"),
        ("Stable Diffusion", "Stable Diffusion XL", "Stable Diffusion 3"),
        ("Command R", "Command R+", "Command R7B"),
        ("gemma-2b", "gemma-2-2b"),
        ("gpt-4-0613", "gpt-4o", "gpt-4.1"),
        ("Switch-C", "Switch-C-2048"),
        ("DLRM-2020", "DLRM-2021"),
    ],
)
def test_generations_and_products_stay_apart(names):
    assert len({family_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("meta-llama/Llama-3.1-8B-Instruct", "llama-3.1"),
        ("Qwen/Qwen2.5-Coder-7B", "qwen-2.5-coder"),
        ("GPT-4o mini", "gpt-4o-mini"),
        ("o1", "o1"),
        # Names that are only a size, a tuning or a date keep what is there.
        ("7B", "7b"),
        ("13B-chat", "13b-chat"),
        ("Instruct", "instruct"),
        ("2024-05-13", "2024-05-13"),
        # A slash does not make a repository.
        ("DiT-XL/2", "ditxl-2"),
        ("ViT-G/14 (LiT)", "vitg-14-lit"),
        # What looks like a size inside a word is none.
        ("SeamlessM4T", "seamlessm4t"),
        ("NVIDIA Isaac GR00T N1.5 3B", "nvidiaisaac-gr00t-n1.5"),
        ("大模型 7B", "大模型"),
        ("PanGu-α", "panguα"),
        ("★", "★"),
        ("", "unnamed"),
        (" \n ", "unnamed"),
    ],
)
def test_keys_as_they_are_written(name, key):
    assert family_key(name) == key


@given(st.text())
def test_the_key_of_any_text_is_not_empty_and_its_own_key(text):
    key = family_key(text)
    assert key
    assert family_key(key) == key


@given(NAMES)
def test_the_key_of_a_name_is_its_own_key(name):
    assert family_key(family_key(name)) == family_key(name)


@given(NAMES)
def test_case_and_outer_space_do_not_matter(name):
    assert family_key(f"  {name.upper()}\t") == family_key(name)


def test_dropped_words_are_in_the_form_in_which_they_are_looked_up():
    assert all(word == word.casefold() and is_dropped(word) for word in DROPPED)
