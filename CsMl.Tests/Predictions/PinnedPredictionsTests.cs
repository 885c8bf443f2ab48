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
    [InlineData(PredictionType.Churn, "a8aaa3d130a6a552")]
    [InlineData(PredictionType.HealthTrend, "06261e1db79ad39c")]
    [InlineData(PredictionType.Expansion, "719fcf6c2b3831c5")]
    [InlineData(PredictionType.EngagementDecline, "351205006fb5a05b")]
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
