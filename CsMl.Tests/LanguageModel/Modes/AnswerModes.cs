using System.Text.Json.Nodes;
using CsMl.Tests.LanguageModel.App;
using CsMl.Tests.LanguageModel.Client;
using static CsMl.Tests.LanguageModel.Modes.ServerMode;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>Answers in other forms than a string with one object, and other bodies than one JSON value.</summary>
internal static class AnswerModes
{
    public static readonly ServerMode[] All =
    [
        // https://github.com/Arthur-Ficial/apfel/issues/101
        Wraps("a code fence", "```json\n{0}\n```"),
        // https://github.com/allegro/allms/pull/21
        Wraps("prose around", "Sure! This is the response: {0} Let me know {if you need} more."),
        // https://github.com/letta-ai/letta/pull/269
        new("two drafts", (request, _) => FakeReply.Text(Draft(request) + "\n" + GoodModel.Text(request))),
        // https://github.com/ConardLi/easy-dataset/pull/507
        Wraps("the same in two fences", "```json\n{0}\n```\nAgain:\n```json\n{0}\n```"),
        // https://github.com/opensearch-project/search-relevance/pull/90
        Wraps("a list of one", "[[{0}]]"),
        // https://github.com/coze-dev/coze-studio/issues/573
        Wraps("an object around", "{\"output\": {0}, \"reasoning_content\": \"…\"}"),
        // https://github.com/allegro/allms/pull/21
        Says("a text within an object", text => FakeReply.Text(Json("output", $"Here it is:\n{text}"))),
        // https://github.com/modelscope/ms-agent/pull/652
        Says("JSON within a JSON string", text => FakeReply.Text(JsonValue.Create(text)!.ToJsonString())),
        // https://github.com/run-llama/llama_index/issues/7886
        Wraps("double braces", "{{0}}"),
        // https://github.com/browser-use/browser-use/pull/5011
        Says("the arguments of a tool", text => FakeReply.Message(Calls(text))),
        // https://github.com/schemathesis/schemathesis/pull/1563
        Says("a byte order mark before the body", text => Body("\uFEFF" + FakeReply.Text(text).Body)),
        // https://github.com/serpapi/public-roadmap/issues/3427
        Wraps("a byte order mark before the text", "\uFEFF{0}"),
        // https://github.com/openai/openai-go/issues/227
        Says(
            "a stream with comments",
            text =>
                FakeReply.Events([
                    ": OPENROUTER PROCESSING",
                    "",
                    ": OPENROUTER PROCESSING",
                    "",
                    .. Chunks(text),
                    "data: [DONE]",
                ])
        ),
        // https://github.com/devflowinc/trieve/pull/2634
        Says("a stream that nobody asked for", text => FakeReply.Events([.. Chunks(text), "data: [DONE]"])),
        // https://github.com/mnfst/llm-gateway/issues/2053
        Says("comments as data", text => FakeReply.Events(["data: : OPENROUTER PROCESSING", "", .. Chunks(text)])),
        // https://github.com/0xPlaygrounds/rig/issues/534
        Says(
            "data on the next line",
            text =>
                FakeReply.Events([
                    .. Chunks(text).Select(line => line.Replace("data: ", "data:\n ", StringComparison.Ordinal)),
                ])
        ),
        // https://github.com/ggml-org/llama.cpp/issues/12107
        Says("chunks over many lines", text => FakeReply.Events([.. Chunks(text).Select(Spread)])),
        // https://github.com/BerriAI/litellm/issues/16272
        Says("a stream of parts", text => FakeReply.Events([.. PartChunks(text)])),
        // https://github.com/ollama/ollama/issues/1728
        Says(
            "an object a line",
            text => Body($"{Native("", false)}\n{Native(text[..30], false)}\n{Native(text[30..], true)}\n")
        ),
        // https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1684
        Always("an empty text", FakeReply.Text(""), "llm_invalid_reply", calls: 2),
        // https://github.com/google/langextract/issues/127
        Always(
            "an object cut in a text",
            FakeReply.CutByLength("{\"explanation\": \"It"),
            "llm_invalid_reply",
            calls: 2
        ),
        // https://github.com/agentgateway/agentgateway/issues/1464
        Always("a choice without a message", Body("""{"choices":[{"index":0}]}"""), "llm_invalid_reply"),
    ];

    private static FakeReply Body(string body) => FakeReply.Of(200, body);

    private static string Json(string name, string text) => new JsonObject { [name] = text }.ToJsonString();

    /// <summary>Another answer that would stand too.</summary>
    private static string Draft(SentRequest request) =>
        GoodModel.Text(request, reply => reply["explanation"] = "A draft that is not the last.");

    private static JsonObject Calls(string arguments) =>
        new()
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "call_1",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = "churn_prediction", ["arguments"] = arguments },
                }
            ),
        };

    private static IEnumerable<string> Chunks(string text) =>
        text.Chunk(25)
            .Select(part => Chunk(new string(part), null))
            .Append(Chunk("", "stop"))
            .SelectMany(chunk => new[] { "data: " + chunk.ToJsonString(), "" });

    private static IEnumerable<string> PartChunks(string text) =>
        text.Chunk(40)
            .SelectMany(part =>
                new[]
                {
                    "data: "
                        + $$$"""{"choices":[{"index":0,"delta":{"content":[{"type":"text","text":{{{JsonValue.Create(new string(part))!.ToJsonString()}}}}]}}]}""",
                    "",
                }
            );

    private static JsonObject Chunk(string text, string? finish) =>
        new()
        {
            ["object"] = "chat.completion.chunk",
            ["model"] = "fake-model",
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["delta"] = new JsonObject { ["content"] = text },
                    ["finish_reason"] = finish,
                }
            ),
        };

    /// <summary>A chunk as a server pretty-prints it, in the middle of an event.</summary>
    private static string Spread(string line) =>
        line.Replace("{\"object\"", "{\n  \"object\"", StringComparison.Ordinal);

    private static string Native(string text, bool isDone) =>
        new JsonObject
        {
            ["model"] = "fake-model",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["done"] = isDone,
        }.ToJsonString();
}
