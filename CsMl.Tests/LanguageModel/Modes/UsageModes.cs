using System.Text.Json.Nodes;
using CsMl.Tests.LanguageModel.Client;
using static CsMl.Tests.LanguageModel.Modes.ServerMode;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>Bills in other forms, or that cannot be right. The answer stands, whatever it costs.</summary>
internal static class UsageModes
{
    public static readonly ServerMode[] All =
    [
        // https://github.com/earendil-works/pi/issues/2326
        Bills("other names", """{"input_tokens":1100,"output_tokens":50,"total_tokens":1150,"prompt_tps":21.55}"""),
        // https://github.com/earendil-works/pi/issues/2048
        Bills(
            "more cached than asked",
            """{"prompt_tokens":1100,"completion_tokens":50,"prompt_tokens_details":{"cached_tokens":7552}}"""
        ),
        // https://github.com/vercel/ai/pull/18614
        Bills(
            "more thoughts than tokens",
            """{"prompt_tokens":951,"completion_tokens":600,"total_tokens":1552,"completion_tokens_details":{"reasoning_tokens":601}}"""
        ),
        // https://github.com/router-for-me/CLIProxyAPI/issues/5733
        Bills("thoughts in the total alone", """{"completion_tokens":0,"total_tokens":881,"prompt_tokens":821}"""),
        // https://github.com/triton-inference-server/server/issues/8194
        Bills("no usage", "null"),
        // https://github.com/anomalyco/opencode/issues/28758
        Bills("no tokens of the prompt", """{"prompt_tokens":0,"completion_tokens":400,"total_tokens":400}"""),
    ];

    private static ServerMode Bills(string name, string usage) =>
        Says(
            name,
            text =>
            {
                var body = JsonNode.Parse(FakeReply.Text(text).Body)!.AsObject();
                body["usage"] = JsonNode.Parse(usage);
                return FakeReply.Of(200, body.ToJsonString());
            }
        );
}
