using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Learning;

namespace CsMl.Local.Commands;

/// <summary>The output of <c>backtest --json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Backtest))]
[JsonSerializable(typeof(LearnedVersion))]
internal sealed partial class BacktestJson : JsonSerializerContext;
