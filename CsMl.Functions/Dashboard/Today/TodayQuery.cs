using CsMl.Core.Morning;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>What of the first page was asked for: whose accounts, and how many there is time for.</summary>
/// <param name="OwnerId">Null for all accounts.</param>
internal sealed record TodayQuery(string? OwnerId, int Rows)
{
    public const string Owner = "ownerId";
    public const string Limit = "limit";

    private const int MostLetters = 128;

    /// <summary>The address of the page for this query.</summary>
    public string Path
    {
        get
        {
            string?[] parts =
            [
                OwnerId is null ? null : $"{Owner}={Uri.EscapeDataString(OwnerId)}",
                Rows == MorningQuery.MostRows ? null : FormattableString.Invariant($"{Limit}={Rows}"),
            ];
            var query = string.Join('&', parts.OfType<string>());
            return query.Length == 0 ? PagePath.Home : $"{PagePath.Home}?{query}";
        }
    }

    /// <summary>What is wrong in an address counts as not given: a page is asked for by people.</summary>
    public static TodayQuery Of(HttpRequest request)
    {
        var owner = request.Query[Owner].ToString().Trim();
        return new TodayQuery(
            owner.Length is > 0 and <= MostLetters ? owner : null,
            int.TryParse(request.Query[Limit], out var rows) && rows is > 0 and <= MorningQuery.MostRows
                ? rows
                : MorningQuery.MostRows
        );
    }
}
