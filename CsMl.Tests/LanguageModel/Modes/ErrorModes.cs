using CsMl.Tests.LanguageModel.Client;
using static CsMl.Tests.LanguageModel.Modes.ServerMode;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>Errors that pass and errors that last, whatever their status.</summary>
internal static class ErrorModes
{
    public static readonly ServerMode[] All =
    [
        // https://github.com/nodetool-ai/nodetool/pull/5755
        Recovers(
            "200 with an error of the provider",
            Body(200, """{"error":{"message":"Provider returned error","code":502}}""")
        ),
        // https://github.com/nodetool-ai/nodetool/pull/5755
        Recovers(
            "200 with an error in the choice",
            Body(
                200,
                """{"choices":[{"error":{"message":"Overloaded","code":529},"finish_reason":"error","message":{"content":""}}]}"""
            )
        ),
        // https://github.com/maximhq/bifrost/pull/5963
        Recovers("200 without choices", Body(200, """{"id":"gen-1","choices":null,"usage":null}""")),
        // https://github.com/abeiro/HerikaServer/pull/98
        Recovers(
            "200 with a limited rate",
            Body(200, """{"error":{"message":"Rate limit exceeded: free-models-per-min","code":429}}""")
        ),
        // https://github.com/huggingface/text-generation-inference/issues/2749
        Recovers("200 with a bare text of an error", Body(200, """{"error":"Something went wrong"}""")),
        // https://github.com/docker/docker-agent/issues/2349
        Recovers(
            "a stream that ends with an error",
            FakeReply.Events(": PROCESSING", "", "data: {\"error\":{\"code\":503,\"message\":\"No capacity\"}}")
        ),
        // https://github.com/earendil-works/pi/issues/9627
        Recovers("520 without a body", Body(520, "")),
        // https://github.com/code-yeongyu/senpi/pull/404
        Recovers("522 of a proxy", Body(522, "error code: 522")),
        // https://github.com/ollama/ollama/issues/3694
        Recovers("524 with a page", Body(524, "<!DOCTYPE html><title>A timeout occurred</title><a>billing</a>")),
        // https://github.com/anthropics/claude-code/issues/3558
        Recovers(
            "529 overloaded",
            Body(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")
        ),
        // https://github.com/vava-nessa/free-coding-models/issues/148
        Recovers("529 of a provider", FakeReply.Broken(529)),
        // https://github.com/sindresorhus/got/pull/991
        Recovers("408", FakeReply.Broken(408)),
        // https://github.com/notatallshaw/nab/pull/579
        Recovers("523", FakeReply.Broken(523)),
        // https://github.com/continuedev/continue/issues/11241
        Recovers(
            "500 of a runner that stopped",
            Body(500, """{"error":{"message":"model runner has unexpectedly stopped","type":"api_error"}}""")
        ),
        // https://github.com/netease-youdao/QAnything/issues/555
        Lasting(
            "no such model",
            Body(
                404,
                """{"error":{"message":"model \"ollama\" not found, try pulling it first","type":"api_error","param":null,"code":null}}"""
            ),
            "Llm:Model"
        ),
        // https://github.com/chatboxai/chatbox/issues/646
        Lasting("no such deployment", FakeReply.NoDeployment(), "Llm:Model"),
        // https://github.com/vyancharuk/nodejs-api-boilerplate/issues/16
        Lasting(
            "no endpoint for a model",
            Body(404, """{"error":{"message":"No endpoints found for acme/model:free.","code":404}}"""),
            "Llm:Model"
        ),
        // https://github.com/TheBlewish/Automated-AI-Web-Researcher-Ollama/issues/42
        Lasting(
            "no such model in few words",
            Body(404, """{"error":"model 'phi3:32k-Q4_K_M' not found"}"""),
            "Llm:Model"
        ),
        // https://github.com/openai/openai-dotnet/issues/55
        Always("a filtered prompt", FakeReply.PromptFiltered(), "llm_content_filtered"),
        // https://github.com/BerriAI/litellm/pull/16231
        Always(
            "a filtered prompt by a gateway",
            Body(
                400,
                """{"error":{"message":"litellm.ContentPolicyViolationError: the prompt triggered the content management policy","type":null,"code":"400"}}"""
            ),
            "llm_content_filtered"
        ),
        // https://github.com/BerriAI/litellm/issues/8953
        Always("a filtered reply", FakeReply.Filtered(), "llm_content_filtered", calls: 2),
        // https://github.com/enricoros/big-AGI/issues/871
        Always(
            "200 without choices for a blocked prompt",
            Body(
                200,
                """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4199}}"""
            ),
            "llm_content_filtered"
        ),
        // https://github.com/continuedev/continue/issues/9942
        Lasting(
            "402",
            Body(402, """{"error":{"message":"Insufficient Balance","code":"invalid_request_error"}}"""),
            "credit"
        ),
        // https://github.com/Aider-AI/aider/issues/4851
        Lasting(
            "400 for an empty account",
            Body(
                400,
                """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}"""
            ),
            "credit"
        ),
        // https://github.com/cequence-io/openai-scala-client/issues/109
        Lasting(
            "400 for a wrong key",
            Body(
                400,
                """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]"""
            ),
            "Llm:ApiKey"
        ),
        // https://github.com/SciSharp/BotSharp/issues/386
        Lasting("401", FakeReply.WrongAzureKey(), "Llm:ApiKey"),
    ];

    private static FakeReply Body(int status, string body) => FakeReply.Of(status, body);

    private static ServerMode Lasting(string name, FakeReply reply, string status) =>
        Always(name, reply, "llm_error") with
        {
            Status = status,
        };
}
