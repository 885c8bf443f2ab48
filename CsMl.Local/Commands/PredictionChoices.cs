using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>The options for the prediction type and window, identical for all commands.</summary>
internal static class PredictionChoices
{
    private static readonly string Names = string.Join(", ", EnumNames.All<PredictionType>());

    public static Option<PredictionType> Type() =>
        new("--type")
        {
            // An option that is not given also has this value.
            Description = $"{Names} [default: {EnumNames.Of(default(PredictionType))}]",
            HelpName = "TYPE",
            CustomParser = ParseType,
        };

    public static Option<int> Window() =>
        new("--window")
        {
            Description =
                $"How many days ahead to look, {PredictionRequest.MinWindowDays} to {PredictionRequest.MaxWindowDays}",
            HelpName = "DAYS",
            DefaultValueFactory = _ => PredictionRequest.DefaultWindowDays,
            CustomParser = ParseWindow,
        };

    private static PredictionType ParseType(ArgumentResult result)
    {
        var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (EnumNames.Find<PredictionType>(word.ToUpperInvariant()) is { } type)
        {
            return type;
        }

        result.AddError($"--type is one of {Names}.");
        return default;
    }

    private static int ParseWindow(ArgumentResult result)
    {
        if (
            result.Tokens.Count == 1
            && int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= PredictionRequest.MinWindowDays and <= PredictionRequest.MaxWindowDays
        )
        {
            return days;
        }

        result.AddError(
            $"--window is a number of days from {PredictionRequest.MinWindowDays} to {PredictionRequest.MaxWindowDays}."
        );
        return default;
    }
}
