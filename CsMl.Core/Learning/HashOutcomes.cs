using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CsMl.Core.Learning;

/// <summary>
/// Tells whether two lists hold the same outcomes of the same predictions, in whatever order: one that is corrected
/// leaves the counts as they are where another goes the other way.
/// </summary>
internal static class HashOutcomes
{
    public static string Of(IReadOnlyList<LearningRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows.OrderBy(row => row.AccountId, StringComparer.Ordinal).ThenBy(row => row.PredictedAt))
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.AccountId} {row.PredictedAt.UtcTicks} {(row.Churned ? 'L' : 'S')}{(row.HadCta ? 'C' : '-')}\n"
            );
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
