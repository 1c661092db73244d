/** Endings of files that people write and hand to one another, not of programs. */

export const endingWords: readonly string[] =
  "xls xlsx xlsm xlsb ods csv tsv doc docx docm odt rtf pdf ppt pptx pptm odp msg eml mbox pst txt md one vsd vsdx mpp mdb accdb sql bak db dwg dxf step stp igs stl sldprt indd psd ai jpg jpeg png tif tiff bmp heic mp4 mov wav m4a zip rar 7z tar gz".split(
    " ",
  );
