using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformLoginAnswer([property: JsonRequired] string Token);
