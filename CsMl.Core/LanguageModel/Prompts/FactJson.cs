using System.Text.Json;
using CsMl.Core.Accounts;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>Writes facts: unknown values are omitted, and numbers have at most one decimal.</summary>
internal static class FactJson
{
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 1));
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number));
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Whole days from a date to the signals' instant; negative for a future date.</summary>
    public static int DaysAgo(this Signals signals, DateTimeOffset date) => (int)(signals.AsOf - date).TotalDays;

    public static int? DaysAgo(this Signals signals, DateTimeOffset? date) =>
        date is { } known ? signals.DaysAgo(known) : null;
}
