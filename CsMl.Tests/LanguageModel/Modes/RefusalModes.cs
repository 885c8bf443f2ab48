using CsMl.Tests.LanguageModel.Client;
using static CsMl.Tests.LanguageModel.Modes.ServerMode;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>Servers that refuse a part of the request, in their words or in none.</summary>
internal static class RefusalModes
{
    public static readonly ServerMode[] All =
    [
        // https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/169
        Refuses(
            "json_schema alone",
            r => r.Format is "json_object",
            Error("'response_format.type' must be 'json_schema'"),
            1
        ),
        // https://github.com/ItzCrazyKns/Vane/issues/969
        Refuses("no schema, JSON mode", HasSchema, Error("This response_format type is unavailable now"), 2),
        // https://github.com/dzhng/deep-research/issues/22
        Refuses(
            "422 for a schema",
            HasSchema,
            FakeReply.Of(422, "Failed to deserialize the JSON body: response_format.type `json_schema` is unavailable"),
            2
        ),
        // https://github.com/Simpleyyt/ai-manus/issues/101
        Refuses(
            "a list with an error for any format",
            HasFormat,
            FakeReply.Of(
                400,
                """[{"error":{"code":400,"message":"A response mime type 'application/json' is unsupported","status":"INVALID_ARGUMENT"}}]"""
            ),
            3
        ),
        // https://github.com/build-with-groq/g1/pull/23
        Refuses(
            "JSON that fails the server's own check",
            HasFormat,
            FakeReply.Of(
                400,
                """{"error":{"message":"Failed to generate JSON. Please adjust your prompt.","code":"json_validate_failed","failed_generation":"content filter, api key, billing"}}"""
            ),
            3
        ),
        // https://github.com/lidge-jun/opencodex/issues/2135
        Refuses(
            "a grammar that cannot be compiled",
            HasFormat,
            Error("Failed to initialize samplers: failed to parse grammar"),
            3
        ),
        // https://github.com/vllm-project/vllm/issues/13260
        Refuses("500 for a schema", HasSchema, At(500, "Internal Server Error"), 4),
        // https://github.com/huggingface/text-generation-inference/pull/2309
        Refuses(
            "422 for a grammar",
            HasSchema,
            FakeReply.Of(422, """{"error":"Input validation error: grammar is not valid","error_type":"validation"}"""),
            2
        ),
        // https://github.com/openstory-so/openstory/issues/1302
        Refuses(
            "404 for parameters",
            HasFormat,
            FakeReply.Of(
                404,
                """{"error":{"message":"No endpoints found that can handle the requested parameters.","code":404}}"""
            ),
            3
        ),
        // https://github.com/tmc/langchaingo/issues/1355
        Refuses(
            "no temperature",
            HasTemperature,
            FakeReply.Refusal(
                400,
                "unsupported_value",
                "'temperature' does not support 0 with this model.",
                "temperature"
            ),
            2
        ),
        // https://github.com/Usagi-org/ai-goofish-monitor/issues/198
        Refuses(
            "500 for a temperature",
            HasTemperature,
            At(500, "Unsupported value: 'temperature' does not support 0.5 with this model."),
            4
        ),
        // https://github.com/caozhiyuan/copilot-api/issues/164
        Refuses(
            "the older name of the limit",
            r => r.Body.ContainsKey("max_tokens"),
            Error(
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
            ),
            2
        ),
        // https://github.com/voideditor/void/issues/128
        Refuses(
            "an extra input",
            r => r.Body.ContainsKey("max_tokens"),
            FakeReply.Of(
                400,
                """{"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'max_tokens'), 'msg': 'Extra inputs are not permitted', 'input': 8192}]","type":"BadRequestError","param":null,"code":400}"""
            ),
            2
        ),
        // https://github.com/vllm-project/vllm/pull/2964
        Refuses(
            "no system role",
            HasSystem,
            FakeReply.Of(
                400,
                """{"object":"error","message":"System role not supported","type":"BadRequestError","param":null,"code":400}"""
            ),
            2
        ),
        // https://github.com/vllm-project/vllm/issues/2080
        Refuses(
            "roles that must alternate",
            HasSystem,
            Error("Conversation roles must alternate user/assistant/user/assistant/..."),
            2
        ),
        // https://github.com/sgl-project/sglang/issues/892
        Refuses(
            "500 for a system role, as text",
            HasSystem,
            FakeReply.Of(500, "Internal Server Error").With("Retry-After", "0"),
            8
        ),
        // https://github.com/anomalyco/opencode/issues/5034
        Refuses(
            "500 of a template",
            HasSystem,
            At(500, "Only user, assistant and tool roles are supported, got system."),
            4
        ),
        // https://github.com/langchain4j/langchain4j/issues/3974
        Refuses(
            "thinks only in a stream",
            IsWhole,
            Error("parameter.enable_thinking must be set to false for non-streaming calls"),
            2
        ),
        // https://github.com/alibaba/spring-ai-alibaba/issues/867
        Refuses(
            "thinks only in a stream, in Chinese",
            IsWhole,
            Error("parameter.enable_thinking必须设置为false才能进行非流式调用"),
            7
        ),
        // https://github.com/elotl/GenAI-infra-stack/issues/62
        TooLong(
            "a context of 4096 tokens",
            400,
            """{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 6379 tokens.","type":"BadRequestError","param":null,"code":400}"""
        ),
        // https://github.com/oobabooga/textgen/issues/7257
        TooLong(
            "a context size",
            200,
            """{"error":{"code":400,"message":"the request exceeds the available context size. try increasing the context size","type":"exceed_context_size_error","n_prompt_tokens":14429,"n_ctx":8192}}"""
        ),
        // https://github.com/ggml-org/llama.cpp/issues/19774
        TooLong(
            "500 for a context",
            500,
            """{"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}"""
        ),
        // https://github.com/bytedance/UI-TARS-desktop/issues/626
        TooLong(
            "inputs and new tokens",
            422,
            """{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 7999 `inputs` tokens and 2000 `max_new_tokens`","error_type":"validation"}"""
        ),
        // https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/546
        TooLong(
            "the first tokens to keep",
            400,
            """{"error":"Trying to keep the first 11490 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough."}"""
        ),
        // https://github.com/HunorLaczko/ha-groq-cloud-api/issues/27
        TooLong(
            "413 for tokens of a minute",
            413,
            """{"error":{"message":"Request too large on tokens per minute (TPM): Limit 6000, Requested 12328. Need more tokens? Upgrade at https://console.groq.com/settings/billing","type":"tokens","code":"rate_limit_exceeded"}}"""
        ),
        // https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1620
        Always(
            "refuses everything",
            Error("The model has crashed without additional information."),
            "llm_error",
            calls: 10
        ) with
        {
            Status = "every form",
        },
    ];

    private static bool HasSchema(SentRequest request) => request.Format == "json_schema";

    private static bool HasFormat(SentRequest request) => request.Format is not null;

    private static bool HasTemperature(SentRequest request) => request.Body.ContainsKey("temperature");

    private static bool HasSystem(SentRequest request) => request.Messages.Any(message => message.Role == "system");

    private static bool IsWhole(SentRequest request) => !(bool)request.Body["stream"]!;

    /// <summary>Refuses until the reply's limit is halved twice: the facts are halved with it.</summary>
    private static ServerMode TooLong(string name, int status, string body) =>
        Refuses(name, request => (int)request.Body["max_tokens"]! > 700, FakeReply.Of(status, body), calls: 3);

    private static FakeReply Error(string message) => FakeReply.Refusal(400, null, message);

    private static FakeReply At(int status, string message) =>
        FakeReply.Refusal(status, "server_error", message).With("Retry-After", "0");
}
