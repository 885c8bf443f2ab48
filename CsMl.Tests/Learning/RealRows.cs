using CsMl.Core.Accounts.Import;
using CsMl.Core.Learning;
using CsMl.Tests.Predictions;

namespace CsMl.Tests.Learning;

/// <summary>The real accounts as outcomes to learn from.</summary>
internal static class RealRows
{
    public static async Task<List<LearningRow>> ReadAsync()
    {
        var rows = new List<LearningRow>();
        await foreach (var line in File.ReadLinesAsync(RealAccounts.Path))
        {
            var account = ReadAccount.TryParse(System.Text.Encoding.UTF8.GetBytes(line), out _)!;
            rows.Add(
                new LearningRow(
                    account.Facts.AccountId,
                    account.AsOf!.Value,
                    LearnedModels.BasisOf(account.Facts, account.AsOf),
                    account.ChurnedWithin90Days!.Value
                )
            );
        }

        return rows;
    }
}
