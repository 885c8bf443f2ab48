using System.Text.Json.Nodes;
using CsMl.Tests.LanguageModel.Client;
using static CsMl.Tests.LanguageModel.Modes.ServerMode;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>Models whose thoughts stand before the answer, or in its place.</summary>
internal static class ThoughtModes
{
    private const string Thought = "Silence weighs most. A draft: {\"probability\": 0.5} …";

    public static readonly ServerMode[] All =
    [
        // https://github.com/admonstrator/zettelrobbe/issues/74
        Wraps("think tags", $"<think>\n{Thought}\n</think>\n\n{{0}}"),
        // https://github.com/HKUDS/DeepTutor/pull/675
        Wraps("a whole object in the thoughts", "<think>maybe output {\"draft\": true}</think>{0}"),
        // https://github.com/probelabs/probe/issues/439
        Wraps("nested tags", $"<thinking>\n<thinking>\n{Thought}\n</thinking>\n</thinking>\n{{0}}"),
        // https://github.com/nanobrowser/nanobrowser/pull/325
        Wraps("tags in capitals with attributes", $"<THINK lang=\"en\">{Thought}</THINK>{{0}}"),
        // https://github.com/ggml-org/llama.cpp/issues/11861
        Wraps("closed without being opened", $"Okay, {Thought}\n</think>\n\n{{0}}"),
        // https://github.com/scouzi1966/maclocal-api/issues/44
        Wraps("opened and never closed", "<think>\n{0}"),
        // https://github.com/sgl-project/sglang/pull/9192
        Wraps("triangles", $"◁think▷{Thought}◁/think▷{{0}}"),
        // https://github.com/sgl-project/sglang/pull/32677
        Wraps("open and close as tokens", $"<|open|>think<|sep|>{Thought}<|close|>think<|sep|>{{0}}"),
        // https://github.com/kekzl/imp/pull/768
        Wraps(
            "channels",
            $"<|channel|>analysis<|message|>{Thought}<|end|><|start|>assistant<|channel|>final<|message|>{{0}}<|return|>"
        ),
        // https://github.com/openai/harmony/issues/56
        Wraps(
            "a channel with a format",
            $"<|channel|>analysis<|message|>{Thought}<|end|><|start|>assistant<|channel|>final json<|message|>{{0}}"
        ),
        // https://github.com/Augustas11/macprovider/issues/743
        Wraps("channels without brackets", $"analysisWe need JSON. {Thought}assistantfinal{{0}}"),
        // https://github.com/odysseus-dev/odysseus/issues/4522
        Wraps("a commentary that calls a function", "<|channel|>commentary to=functions.churn<|message|>{0}<|call|>"),
        // https://github.com/vllm-project/vllm/issues/16182
        Says("the answer as thoughts", text => FakeReply.Message(Silent("reasoning_content", text))),
        // https://github.com/ollama/ollama/issues/15288
        Says("the answer in the field reasoning", text => FakeReply.Message(Silent("reasoning", $"So: {text}"))),
        // https://github.com/NousResearch/hermes-agent/pull/4748
        Says("parts", text => FakeReply.Message(Parts(Thinks(Thought), Text(text)))),
        // https://github.com/mistralai/client-python/issues/252
        Says(
            "a text in three parts",
            text => FakeReply.Message(Parts(Thinks(Thought), Text(text[..20]), Thinks(""), Text(text[20..])))
        ),
        // https://github.com/NousResearch/hermes-agent/issues/46131
        Always(
            "thoughts that run into the limit",
            FakeReply.Message(Silent("reasoning_content", "Let me see. The account"), "length"),
            "llm_thoughts_only",
            calls: 2
        ),
        // https://github.com/mindcraft-bots/mindcraft/issues/789
        Always(
            "thoughts alone",
            FakeReply.Message(Silent("reasoning_content", Thought)),
            "llm_thoughts_only",
            calls: 2
        ),
        // https://github.com/leookun/cursor-byok/issues/86
        Always("thoughts alone in tags", FakeReply.Text($"<think>{Thought}"), "llm_thoughts_only", calls: 2),
    ];

    private static JsonObject Silent(string field, string thoughts) =>
        new()
        {
            ["role"] = "assistant",
            ["content"] = "",
            [field] = thoughts,
        };

    private static JsonObject Parts(params JsonNode[] parts) =>
        new() { ["role"] = "assistant", ["content"] = new JsonArray(parts) };

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Thinks(string text) =>
        new() { ["type"] = "thinking", ["thinking"] = new JsonArray(Text(text)) };
}
