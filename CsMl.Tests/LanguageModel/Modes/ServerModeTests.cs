using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.App;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>
/// Each reported behaviour ends as a prediction of the model where a person would say that the server answered, else
/// with the right reason; within its number of calls, with one stored row.
/// </summary>
public sealed class ServerModeTests
{
    /// <summary>The most that a single prediction may cost in requests.</summary>
    private const int MostCalls = 12;

    private static readonly ServerMode[] All =
    [
        .. ThoughtModes.All,
        .. AnswerModes.All,
        .. ErrorModes.All,
        .. RefusalModes.All,
        .. UsageModes.All,
    ];

    private static readonly Dictionary<string, ServerMode> ByName = All.ToDictionary(
        mode => mode.Name,
        StringComparer.Ordinal
    );

    public static TheoryData<string> Names => new(ByName.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_reported_behaviour_has_its_ending(string name)
    {
        var mode = ByName[name];
        await using var rig = await ModelApp.StartAsync(("Llm:Retries", "2"));
        await rig.App.PutSampleAsync(accounts: 1);
        var call = -1;
        rig.Server.Answer = request => mode.Answer(request, Interlocked.Increment(ref call));

        var made = (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal(
            (mode.Reason is null ? "llm" : "rules", mode.Reason),
            (made.Text("data.source"), made.Text("data.fallbackReason"))
        );
        Assert.Equal(mode.Calls, rig.Server.Requests.Count);
        Assert.InRange(rig.Server.Requests.Count, 1, MostCalls);
        Assert.Single(
            rig.App.Dump(),
            row => row.StartsWith("results ", StringComparison.Ordinal) && row.Contains(" p~", StringComparison.Ordinal)
        );
        if (mode.Status is { } words)
        {
            var status = (await rig.App.GetAsync(RunningApp.Portfolio("status"))).Is(200);
            Assert.False(status.At("available").GetBoolean());
            Assert.Contains(words, status.Text("message"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void There_are_many_and_each_has_a_name_of_its_own() => Assert.InRange(All.Length, 60, 1_000);
}
