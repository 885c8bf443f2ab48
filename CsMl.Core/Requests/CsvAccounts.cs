using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsvHelper;
using CsvHelper.Configuration;

namespace CsMl.Core.Requests;

/// <summary>
/// Reads account profiles from CSV. A row is turned into the JSON that the same profile would be and read as that,
/// so that both are checked alike.
/// </summary>
internal sealed class CsvAccounts : IDisposable
{
    private static readonly string[] Columns =
    [
        "accountId",
        "name",
        "type",
        "ownerId",
        "createdAt",
        "healthScore",
        "annualRevenue",
        "renewalDate",
    ];

    private readonly CsvReader csv;

    public CsvAccounts(Stream input) =>
        csv = new CsvReader(
            new StreamReader(input, new UTF8Encoding(false, throwOnInvalidBytes: true)),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                MaxFieldSize = ImportAccounts.MaxLineBytes,
                PrepareHeaderForMatch = static args => args.Header.Trim(),
                TrimOptions = TrimOptions.Trim,
                BadDataFound = null,
                MissingFieldFound = null,
            }
        );

    /// <summary>Each row, or what is wrong with it. Where the text itself is broken, that is the last.</summary>
    public async IAsyncEnumerable<CsvAccount> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (row, isLast) = await NextAsync();
            if (row is not null)
            {
                yield return row;
            }

            if (isLast)
            {
                yield break;
            }
        }
    }

    /// <summary>The known facts with the profile's own fields replaced.</summary>
    public static AccountFacts Merge(AccountFacts known, AccountFacts profile) =>
        known with
        {
            Name = profile.Name,
            Type = profile.Type ?? known.Type,
            OwnerId = profile.OwnerId ?? known.OwnerId,
            CreatedAt = profile.CreatedAt ?? known.CreatedAt,
            HealthScore = profile.HealthScore ?? known.HealthScore,
            AnnualRevenue = profile.AnnualRevenue ?? known.AnnualRevenue,
            RenewalDate = profile.RenewalDate ?? known.RenewalDate,
        };

    public void Dispose() => csv.Dispose();

    private async Task<(CsvAccount? Row, bool IsLast)> NextAsync()
    {
        try
        {
            if (csv.HeaderRecord is null && await ReadHeaderAsync() is { } fault)
            {
                return (fault, true);
            }

            return await csv.ReadAsync() ? (Read(), false) : (null, true);
        }
        catch (DecoderFallbackException)
        {
            return (Bad("The text is not UTF-8; encode it as UTF-8."), true);
        }
        catch (CsvHelperException e)
        {
            return (
                Bad(
                    e is MaxFieldSizeException
                        ? "A field is longer than 1 MiB; shorten it."
                        : "The row is broken; check its quotes and commas."
                ),
                true
            );
        }
    }

    private async Task<CsvAccount?> ReadHeaderAsync()
    {
        if (!await csv.ReadAsync() || !csv.ReadHeader())
        {
            return Bad($"The header is missing; begin with the line {string.Join(',', Columns)}.");
        }

        foreach (var required in Columns[..2])
        {
            if (!csv.HeaderRecord!.Contains(required, StringComparer.Ordinal))
            {
                return new CsvAccount(
                    1,
                    0,
                    null,
                    [new FieldError(required, "is missing from the header; add the column")]
                );
            }
        }

        return null;
    }

    private CsvAccount Read()
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var column in Columns)
            {
                if (csv.TryGetField<string>(column, out var text) && !string.IsNullOrEmpty(text))
                {
                    Write(writer, column, text);
                }
            }

            writer.WriteEndObject();
        }

        var account = ReadAccount.TryParse(json.WrittenSpan, out var errors);
        return new CsvAccount(csv.Parser.RawRow, json.WrittenCount, account?.Facts, errors);
    }

    private static void Write(Utf8JsonWriter writer, string column, string text)
    {
        if (
            column == "healthScore"
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
        )
        {
            writer.WriteNumber(column, number);
        }
        else
        {
            writer.WriteString(column, text);
        }
    }

    private CsvAccount Bad(string message) => new(csv.Parser.RawRow, 0, null, [new FieldError("", message)]);
}

/// <param name="Facts">Null where the row is no account.</param>
internal sealed record CsvAccount(int Line, int Bytes, AccountFacts? Facts, IReadOnlyList<FieldError> Errors);
