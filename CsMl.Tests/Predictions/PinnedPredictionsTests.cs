using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;

namespace CsMl.Tests.Predictions;

/// <summary>
/// Every number and every sentence on the real accounts, as a hash: what is made faster or tidier must say the same
/// as before. Where another number or sentence is meant, the new hash belongs in the same commit.
/// </summary>
public sealed partial class PinnedPredictionsTests
{
    [Theory]
    [InlineData(PredictionType.Churn, "7a97083a071cced8")]
    [InlineData(PredictionType.HealthTrend, "3f3def461c9fb87d")]
    [InlineData(PredictionType.Expansion, "294b5395e8d64b93")]
    [InlineData(PredictionType.EngagementDecline, "ce0b89474e9de6cf")]
    public async Task Predictions_of_real_accounts_are_what_they_were(PredictionType type, string hash)
    {
        await using var input = File.OpenRead(RealAccounts.Path);
        using var output = new MemoryStream();

        var terms = new ScoreTerms(type, PredictionRequest.DefaultWindowDays, DateTimeOffset.UnixEpoch);
        await ScoreLines.RunAsync(input, output, terms, Assert.Fail, null, CancellationToken.None);

        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.Equal(hash, Hash(AnyId().Replace(text, "")));
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];

    [GeneratedRegex("\"predictionId\":\"[^\"]*\",", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AnyId();
}
