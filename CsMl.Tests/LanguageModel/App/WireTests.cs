using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Tests.Docs;
using CsMl.Tests.LanguageModel.Client;
using CsMl.Tests.Privacy;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>What really leaves, byte for byte.</summary>
public sealed class WireTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task No_seeded_name_address_number_or_id_is_on_the_wire()
    {
        await using var rig = await ModelApp.StartAsync();
        string[] types = ["CHURN", "HEALTH_TREND", "EXPANSION", "ENGAGEMENT_DECLINE"];
        var seeded = SeededNames.All.Select(row => ((string)row[0], (string[])row[1])).ToList();
        Assert.InRange(seeded.Count, 40, 1_000);
        // An account of many texts of three items each, so that every item stands in every kind of text once.
        foreach (var (some, i) in seeded.Chunk(3).Select((some, i) => (some, i)))
        {
            var id = $"acct-{i}-4711";
            foreach (var type in types)
            {
                var told = await SentAsync(id, type, some[0].Item1, [.. some.Select(s => s.Item1)]);
                var harmless = await SentAsync("plain", type, "all is well", ["all", "is", "well"]);

                // The prompt's own words may hold a piece of a name, as "string" does; the account adds none.
                foreach (var secret in some.SelectMany(s => s.Item2).Append(id).Append("csm-odile"))
                {
                    Assert.True(Count(told, secret) <= Count(harmless, secret), $"{secret} is told in {told}");
                }
            }
        }

        async Task<string> SentAsync(string id, string type, string name, string[] texts)
        {
            var facts = texts.Aggregate(
                Some.KnownAccount(),
                (account, text) => account.Everywhere($"call with {text} about renewal")
            );
            await rig.App.PutAsync(facts with { AccountId = id, OwnerId = "csm-odile-77", Name = name });
            rig.Server.Requests.Clear();
            var made = (await rig.App.PredictAsync(id, type, """{"forceRefresh":true}""")).Is(200);
            Assert.Equal("llm", made.Text("data.source"));
            var request = Assert.Single(rig.Server.Requests);
            return Encoding.UTF8.GetString(request.Bytes.Span) + '\n' + Unescaped(request);
        }

        static int Count(string text, string piece) => text.ToLowerInvariant().Split(piece.ToLowerInvariant()).Length;
    }

    [Fact]
    public async Task Names_are_back_in_the_answer()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutAsync(
            Some.KnownAccount().With(new Contact("Odile Brandvold", "VP Operations", Some.DaysAgo(60))) with
            {
                Name = "Quixotic Widgetry GmbH",
            }
        );
        rig.Server.Answer = request =>
            FakeReply.Text(
                GoodModel.Text(
                    request,
                    reply => reply["recommendations"]![0]!["action"] = "Call [PERSON_1] at [COMPANY] and ask"
                )
            );

        var made = (await rig.App.PredictAsync("acme")).Is(200);

        Assert.Equal(
            "Call Odile Brandvold at Quixotic Widgetry GmbH and ask",
            made.Text("data.recommendations[0].action")
        );
    }

    /// <summary>Set CSML_APPROVE_PROMPTS=1 to write the file anew; then read what changed before committing it.</summary>
    [Fact]
    public async Task The_bytes_of_a_request_for_account_123_are_as_approved()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);

        (await rig.App.PredictAsync("123")).Is(200);

        var sent = Assert.Single(rig.Server.Requests).Bytes.ToArray();
        const string File = "CsMl.Tests/Data/prompts/churn-request.json";
        var path = Path.Combine(Repository.Root, File);
        if (Environment.GetEnvironmentVariable("CSML_APPROVE_PROMPTS") == "1")
        {
            Assert.Null(Environment.GetEnvironmentVariable("CI"));
            await System.IO.File.WriteAllBytesAsync(path, sent);
        }

        var approved = await System.IO.File.ReadAllBytesAsync(path);
        Assert.True(
            sent.AsSpan().SequenceEqual(approved),
            $"The request differs from {File}. If that is meant, run the tests once with CSML_APPROVE_PROMPTS=1 and read the difference."
        );
    }

    /// <summary>The strings of the facts as a reader of JSON sees them.</summary>
    private static string Unescaped(SentRequest request)
    {
        var text = new StringBuilder();
        Add(JsonNode.Parse(GoodModel.Facts(request).GetRawText())!);
        return text.ToString();

        void Add(JsonNode node)
        {
            switch (node)
            {
                case JsonObject fields:
                    foreach (var (_, value) in fields)
                    {
                        if (value is not null)
                        {
                            Add(value);
                        }
                    }

                    break;
                case JsonArray list:
                    foreach (var item in list)
                    {
                        Add(item!);
                    }

                    break;
                default:
                    text.Append(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : "")
                        .Append('\n');
                    break;
            }
        }
    }
}
