using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformTenant([property: JsonRequired] string Id);
