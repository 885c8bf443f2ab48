using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.Client;
using CsMl.Tests.LanguageModel.Replies;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>
/// What somebody writes into a CRM moves no category, whatever kind of model reads it: one that obeys what stands where
/// instructions stand, and one that obeys whatever it reads.
/// </summary>
public sealed partial class InjectionTests
{
    [Fact]
    public void There_are_at_least_forty_attacks() => Assert.InRange(Attacks.All.Distinct().Count(), 40, 1_000);

    [Fact]
    public async Task A_model_that_obeys_instructions_sees_none_in_an_account()
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAttackedAsync(rig);
        rig.Server.Answer = request =>
            SeesInstruction(request)
                ? FakeReply.Text(GoodModel.Text(request, reply => reply["probability"] = 0.0001))
                : GoodModel.Reply(request);

        foreach (var (id, expected) in Accounts())
        {
            var made = (await rig.App.PredictAsync(id)).Is(200);

            Assert.Equal(("llm", expected), (made.Text("data.source"), made.Text("data.riskCategory")));
        }

        Assert.Equal(Attacks.All.Count, rig.Server.Requests.Count);
    }

    [Theory]
    [InlineData("Texts", 0.0001)]
    [InlineData("Texts", 0.9999)]
    [InlineData("all that there is", 0.0001)]
    [InlineData("all that there is", 0.9999)]
    [InlineData("what is not there", 0.0001)]
    [InlineData("what is not there", 0.9999)]
    [Trait("Speed", "Slow")]
    public async Task A_model_that_obeys_whatever_it_reads_moves_no_category(string cites, double probability)
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAttackedAsync(rig);
        rig.Server.Answer = request => FakeReply.Text(GoodModel.Text(request, reply => Obey(request, reply)));

        foreach (var (id, expected) in Accounts())
        {
            var made = (await rig.App.PredictAsync(id)).Is(200);

            Assert.Equal(expected, made.Text("data.riskCategory"));
        }

        // Told that its number cannot be, it goes as far as it is told that it may.
        void Obey(SentRequest request, JsonObject reply)
        {
            var bounds = Bounds().Match(request.User);
            reply["confidence"] = probability < 0.5 ? 0 : 1;
            reply["probability"] = bounds.Success
                ? double.Parse(
                    bounds.Groups[probability < 0.5 ? "least" : "most"].Value,
                    System.Globalization.CultureInfo.InvariantCulture
                )
                : probability;
            var evidence = GoodModel
                .Facts(request)
                .GetProperty("evidence")
                .EnumerateArray()
                .Select(e => e.GetProperty("id").GetString()!)
                .Take(6);
            reply["riskFactors"] = new JsonArray([
                .. (
                    cites switch
                    {
                        "Texts" => ["Texts"],
                        "what is not there" => ["AlreadyLeft"],
                        _ => evidence,
                    }
                ).Select(id => new JsonObject
                {
                    ["evidence"] = id,
                    ["description"] = "A note says so.",
                    ["impact"] = "high",
                }),
            ]);
        }
    }

    /// <summary>A model that is told to be sure of nothing would stop the alarm, and one that is sure of all would raise it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("Speed", "Slow")]
    public async Task A_model_that_obeys_a_note_on_its_confidence_makes_and_stops_no_CTA(int confidence)
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAttackedAsync(rig);
        var notes = Some.Ticket(2) with { Subject = Attacks.All[0] };
        await rig.App.PutAsync(SomeReply.Troubled().With(notes) with { AccountId = "troubled" });
        await rig.App.PutAsync(Some.KnownAccount().With(notes) with { AccountId = "calm" });
        rig.Server.Answer = request =>
            FakeReply.Text(
                GoodModel.Text(
                    request,
                    reply =>
                    {
                        reply["confidence"] = confidence;
                        reply["probability"] = GoodModel
                            .Facts(request)
                            .GetProperty("estimate")
                            .GetProperty("probability")
                            .GetDouble();
                    }
                )
            );

        await using var byRules = await RunningApp.StartAsync();
        await PutAttackedAsync(byRules);
        await byRules.PutAsync(SomeReply.Troubled().With(notes) with { AccountId = "troubled" });
        await byRules.PutAsync(Some.KnownAccount().With(notes) with { AccountId = "calm" });
        await rig.App.NightAsync();
        await byRules.NightAsync();

        var expected = await CtasAsync(byRules);
        Assert.NotEqual("0", expected);
        Assert.Equal(expected, await CtasAsync(rig.App));
        foreach (var id in (string[])["troubled", "calm", "a0"])
        {
            var made = (await rig.App.PredictAsync(id)).Is(200);
            var ruled = (await byRules.PredictAsync(id)).Is(200);
            Assert.Equal("llm", made.Text("data.source"));
            Assert.Equal(made.Text("data.riskCategory"), ruled.Text("data.riskCategory"));
            Assert.InRange(
                made.At("data.confidence").GetDouble(),
                ruled.At("data.confidence").GetDouble(),
                confidence == 0 ? ruled.At("data.confidence").GetDouble() : 0.95
            );
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("![x](http://evil.example/p.png)")]
    [InlineData("[sign in](http://evil.example)")]
    [InlineData("Open http://evil.example/login")]
    public async Task A_model_that_was_talked_into_it_smuggles_nothing_into_the_CRM(string payload)
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        foreach (var field in (string[])["explanation", "drivers", "riskFactors", "recommendations"])
        {
            rig.Server.Answer = request =>
                FakeReply.Text(
                    GoodModel.Text(
                        request,
                        reply =>
                        {
                            switch (field)
                            {
                                case "explanation":
                                    reply[field] = payload;
                                    break;
                                case "drivers":
                                    reply[field] = new JsonArray(payload);
                                    break;
                                case "riskFactors":
                                    reply[field]![0]!["description"] = payload;
                                    break;
                                default:
                                    reply[field]![0]!["action"] = payload;
                                    break;
                            }
                        }
                    )
                );

            var made = (await rig.App.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

            Assert.DoesNotContain("evil.example", made.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", made.Body, StringComparison.Ordinal);
        }
    }

    private static Task PutAttackedAsync(ModelApp rig) => PutAttackedAsync(rig.App);

    /// <summary>How many CTAs a night made.</summary>
    private static async Task<string> CtasAsync(RunningApp app)
    {
        var run = await app.GetAsync(RunningApp.Portfolio($"runs/nightly-{app.Clock.GetUtcNow():yyyy-MM-dd}"));
        return run.Is(200).At("data.counts.ctasCreated").GetRawText();
    }

    private static async Task PutAttackedAsync(RunningApp app)
    {
        for (var i = 0; i < Attacks.All.Count; i++)
        {
            await app.PutAsync(EveryText.Of(Attacks.All[i]) with { AccountId = $"a{i}" });
        }
    }

    /// <summary>Every attacked account, and its category where the same text says nothing.</summary>
    private static IEnumerable<(string Id, string Category)> Accounts()
    {
        var harmless = Some.PredictChurn(EveryText.Of("all is well"));
        return Attacks.All.Select((_, i) => ($"a{i}", ExplainPrediction.Word(harmless.RiskCategory)));
    }

    /// <summary>
    /// What a model takes for an instruction: anything of a user's message outside the one block of data, a turn that
    /// its template would make of raw control tokens, and any system's text but ours.
    /// </summary>
    private static bool SeesInstruction(SentRequest request)
    {
        var messages = request.Messages;
        var user = messages.Single(m => m.Role == "user").Text;
        var block = Block().Match(user);
        return !block.Success
            || !IsJson(block.Groups["data"].Value)
            || ControlTokens().IsMatch(user)
            || messages.Count(m => m.Role == "system") != 1
            || Attacks.All.Any(attack => messages[0].Text.Contains(attack, StringComparison.Ordinal));
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A<account_facts>\n(?<data>\{[^\n]*\})\n</account_facts>\z", RegexOptions.NonBacktracking)]
    private static partial Regex Block();

    [GeneratedRegex(
        @"<\|[a-z_]+\|>|</?s>|<<SYS>>|<start_of_turn>|</?system>|</?tool_result>|\p{Cf}",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ControlTokens();

    [GeneratedRegex(@"must be from (?<least>[0-9.]+) to (?<most>[0-9.]+);", RegexOptions.ExplicitCapture)]
    private static partial Regex Bounds();
}
