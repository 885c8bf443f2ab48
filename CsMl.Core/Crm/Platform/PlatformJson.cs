using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

/// <summary>JSON of the platform's API. Numbers may be texts, and ids may be numbers.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(PlatformIdConverter)]
)]
[JsonSerializable(typeof(PlatformCredentials))]
[JsonSerializable(typeof(PlatformLoginAnswer))]
[JsonSerializable(typeof(PlatformList<PlatformTenant>))]
[JsonSerializable(typeof(PlatformData<PlatformCta>))]
[JsonSerializable(typeof(PlatformRisk))]
[JsonSerializable(typeof(PlatformList<PlatformItem>))]
[JsonSerializable(typeof(PlatformAccount))]
[JsonSerializable(typeof(PlatformList<PlatformActivity>))]
[JsonSerializable(typeof(PlatformList<PlatformOpportunity>))]
[JsonSerializable(typeof(PlatformList<PlatformCta>))]
[JsonSerializable(typeof(IReadOnlyList<PlatformSnapshot>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(PlatformCursor))]
internal sealed partial class PlatformJson : JsonSerializerContext;
