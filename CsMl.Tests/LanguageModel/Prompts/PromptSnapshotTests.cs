using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Local.Sample;
using CsMl.Tests.Docs;

namespace CsMl.Tests.LanguageModel.Prompts;

/// <summary>
/// Every word that a model is sent for account 123 of the sample portfolio, as it was approved. A prompt is code: a
/// changed word is a changed program, and belongs with a new version of the prompt in the same commit.
/// </summary>
public sealed class PromptSnapshotTests
{
    /// <summary>Set to 1 to write the files anew; then read what changed before committing it.</summary>
    private const string Approve = "CSML_APPROVE_PROMPTS";

    [Theory]
    [InlineData(PredictionType.Churn)]
    [InlineData(PredictionType.HealthTrend)]
    [InlineData(PredictionType.Expansion)]
    [InlineData(PredictionType.EngagementDecline)]
    public void The_prompt_of_account_123_is_as_approved(PredictionType type)
    {
        var facts = SamplePortfolio.Make(Some.Now).Single(a => a.AccountId == SamplePortfolio.ExampleId);

        var prompt = SomePrompt.For(facts, type);

        var text = $"{prompt.Version}\n\n--- system\n{prompt.System}\n\n--- user\n{prompt.User}\n";
        var file = $"CsMl.Tests/Data/prompts/{EnumNames.Of(type).ToLowerInvariant()}.txt";
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Assert.Null(Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(Path.Combine(Repository.Root, file), text);
        }

        Assert.True(
            Repository.Read(file) == text,
            $"The prompt differs from {file}. If that is meant, raise its version, run the tests once with {Approve}=1 and read the difference."
        );
    }

    [Fact]
    public void The_same_facts_at_the_same_instant_are_the_same_bytes()
    {
        RandomAccounts.Check(
            (facts, _) => Assert.Equal(SomePrompt.For(facts).User, SomePrompt.For(facts).User),
            count: 100
        );
    }

    [Fact]
    public void All_four_prompts_begin_alike_so_that_servers_can_cache_it()
    {
        var systems = SomePrompt.Types.Select(t => SomePrompt.For(Some.KnownAccount(), t).System).ToArray();

        Assert.All(systems, s => Assert.StartsWith(CsMl.Core.LanguageModel.Prompts.CommonPrompt.Text, s));
        Assert.Equal(4, systems.Distinct().Count());
    }

    [Fact]
    public void Nothing_of_an_account_is_in_the_system_text()
    {
        foreach (var type in SomePrompt.Types)
        {
            Assert.Equal(
                SomePrompt.For(Some.Account(), type).System,
                SomePrompt.For(RandomAccounts.Make(new Random(1)), type).System
            );
        }
    }
}
