// Keeps the element's audio tracks and renditions, which the menus read, the
// same as those of hls.js. Captions need nothing: hls.js adds them to <video>.

/** Returns what undoes it. */
export function keepTracks(element, Hls, hls) {
  const clear = () => {
    for (const track of [...element.videoTracks]) element.removeVideoTrack(track);
    for (const track of [...element.audioTracks]) element.removeAudioTrack(track);
  };

  hls.on(Hls.Events.MANIFEST_PARSED, (_event, { levels, audioTracks }) => {
    clear();
    const video = element.addVideoTrack("main");
    video.id = "main";
    video.selected = true;
    for (const [index, level] of levels.entries()) {
      const rendition = video.addRendition(level.url[0], level.width, level.height, level.videoCodec, level.bitrate);
      rendition.id = `${index}`;
    }
    for (const [index, audio] of audioTracks.entries()) {
      const track = element.addAudioTrack(audio.default ? "main" : "alternative", audio.name, audio.lang);
      track.id = `${index}`;
      track.enabled = audio.default;
    }
  });

  const chooseAudio = () => {
    const index = [...element.audioTracks].findIndex((track) => track.enabled);
    if (index >= 0 && index !== hls.audioTrack && index < hls.audioTracks.length) hls.audioTrack = index;
  };
  // -1, no rendition chosen, is what hls.js calls automatic.
  const chooseRendition = ({ target }) => {
    if (target.selectedIndex !== hls.nextLevel) hls.nextLevel = target.selectedIndex;
  };
  element.audioTracks.addEventListener("change", chooseAudio);
  element.videoRenditions.addEventListener("change", chooseRendition);

  return () => {
    element.audioTracks.removeEventListener("change", chooseAudio);
    element.videoRenditions.removeEventListener("change", chooseRendition);
    clear();
  };
}
